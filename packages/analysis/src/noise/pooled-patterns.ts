import type { VotePattern } from "@pgt/metrics";

/** Patterns of several cases, the voxels of equal ones summed. */
export class PooledPatterns {
  private readonly voxels = new Map<string, { readonly ratings: readonly number[]; voxels: number }>();

  add(patterns: readonly VotePattern[]): void {
    for (const { ratings, voxels } of patterns) {
      const key = ratings.join();
      const known = this.voxels.get(key);
      if (known) known.voxels += voxels;
      else this.voxels.set(key, { ratings, voxels });
    }
  }

  get patterns(): readonly VotePattern[] {
    return [...this.voxels.values()];
  }

  /** Voxels that two raters both give a label, one of them, or none. */
  ofTwo(label: number): { readonly both: number; readonly either: number; readonly neither: number } {
    const counts = [0, 0, 0];
    for (const { ratings, voxels } of this.voxels.values()) {
      counts[ratings.filter((one) => one === label).length] += voxels;
    }
    const [neither, either, both] = counts;
    return { both, either, neither };
  }
}
