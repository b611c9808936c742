import type { VotePattern } from "@pgt/metrics";

/** Voxels of a structure by each voter, and by both of each pair. */
export class PairCounts {
  private readonly shared: number[][];

  constructor(voters: number) {
    this.shared = Array.from({ length: voters }, () => new Array<number>(voters).fill(0));
  }

  /** Adds voxels, or takes them away where `voxels` is negative. */
  add(marks: readonly boolean[], voxels: number): void {
    for (const [a, row] of this.shared.entries()) {
      if (!marks[a]) continue;
      for (let b = 0; b < row.length; b++) if (marks[b]) row[b] += voxels;
    }
  }

  copy(): PairCounts {
    const copy = new PairCounts(this.shared.length);
    for (const [a, row] of this.shared.entries()) copy.shared[a].splice(0, row.length, ...row);
    return copy;
  }

  sizeOf(voter: number): number {
    return this.shared[voter][voter];
  }

  /** Mean Dice of some pairs; 1 for two that both leave the structure out. */
  meanDice(pairs: readonly (readonly [number, number])[]): number {
    const dice = pairs.map(([a, b]) => {
      const both = this.sizeOf(a) + this.sizeOf(b);
      return both === 0 ? 1 : (2 * this.shared[a][b]) / both;
    });
    return dice.reduce((sum, one) => sum + one, 0) / dice.length;
  }
}

/** Voters' marks of a label in a pattern. */
export function marksOf({ ratings }: Pick<VotePattern, "ratings">, label: number): boolean[] {
  return ratings.map((one) => one === label);
}

export function pairsWithin(columns: readonly number[]): (readonly [number, number])[] {
  return columns.flatMap((a, at) => columns.slice(at + 1).map((b) => [a, b] as const));
}

export function pairsBetween(from: readonly number[], to: readonly number[]): (readonly [number, number])[] {
  return from.flatMap((a) => to.map((b) => [a, b] as const));
}
