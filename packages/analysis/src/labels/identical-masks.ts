import { type Note, plural } from "@pgt/metrics";

interface SeenPair {
  readonly makers: readonly [string, string];
  cases: number;
  isSame: boolean;
}

/** Makers of masks whose masks are the same in every case that both have. */
export class IdenticalMasks {
  private readonly pairs = new Map<string, SeenPair>();

  /** @param areSame tells of two makers, by their places, if their masks of a case are identical and not empty. */
  add(makers: readonly string[], areSame: (a: number, b: number) => boolean): void {
    makers.forEach((first, a) => {
      makers.slice(a + 1).forEach((second, at) => {
        const key = JSON.stringify([first, second]);
        const pair = this.pairs.get(key) ?? { makers: [first, second], cases: 0, isSame: true };
        this.pairs.set(key, pair);
        pair.cases++;
        if (pair.isSame) pair.isSame = areSame(a, a + 1 + at);
      });
    });
  }

  notes(): Note[] {
    return [...this.pairs.values()]
      .filter(({ isSame }) => isSame)
      .map(({ makers: [first, second], cases }) => ({
        code: "W-PREANN",
        message: `masks of ${first} and ${second} are identical to the voxel in every case (${plural(cases, "case")}): one may be a copy of the other, or the same folder given twice, and they count as two that agree.`,
      }));
  }
}
