import { describe, expect, it } from "vitest";
import type { CaseVotes } from "../src/agreement/voxel-agreement.ts";
import { ceilingAgreement } from "../src/uncertainty/ceiling-agreement.ts";

const votes = (id: string, patterns: CaseVotes["patterns"], label: number | null = 1): CaseVotes => ({
  case: id,
  label,
  name: "kidney",
  region: { name: "image", voxels: 20 },
  patterns,
});

/** Three masks in 20 voxels: [4, 14), [5, 15), [4, 12). */
const worked = [
  { ratings: [0, 0, 0], voxels: 9 },
  { ratings: [0, 1, 0], voxels: 1 },
  { ratings: [1, 0, 1], voxels: 1 },
  { ratings: [1, 1, 0], voxels: 2 },
  { ratings: [1, 1, 1], voxels: 7 },
];

describe("ceilings of Dice over cases", () => {
  it("are the worked value, for each structure and not the label map", () => {
    const [found, ...others] = ceilingAgreement([
      votes("a", worked),
      votes("b", worked),
      votes("a", worked, null),
    ]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ label: 1, name: "kidney", n: 2, cases: 2 });
    expect(found.expected.value).toBeCloseTo(0.92963, 6);
    expect(found.leaveOneOut.value).toBeLessThan(found.expected.value!);
  });

  it("rest on cases of three raters or more in which somebody marked the structure", () => {
    const two = worked.map(({ ratings, voxels }) => ({ ratings: [...ratings.slice(0, 2), null], voxels }));
    const nobody = [{ ratings: [0, 0, 0], voxels: 20 }];
    const [found] = ceilingAgreement([votes("a", worked), votes("b", two), votes("c", nobody)]);
    expect(found).toMatchObject({ n: 1, cases: 3, expected: { reason: null, low: null, high: null } });
    const [none] = ceilingAgreement([votes("b", two)]);
    expect(none).toMatchObject({ n: 0, cases: 1, expected: { value: null, reason: "TOO_FEW_CASES" } });
  });
});
