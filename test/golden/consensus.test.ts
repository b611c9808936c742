import { createHash } from "node:crypto";
import type { TieRule } from "@pgt/stats";
import { describe, expect, it } from "vitest";
import { each, fused, type Row, ratersOf, rowsOf } from "./consensus-rows.ts";
import { hasSharedData, missingSharedData } from "./shared-data.ts";

describe.skipIf(!hasSharedData)(
  `consensus of other tools${hasSharedData ? "" : ` (${missingSharedData})`}`,
  () => {
    const methodOfVotes = (method: string, raters: number): [string, TieRule] => {
      const tie = /multi-label tie=(\w+)/.exec(method)?.[1];
      if (tie) return ["majority", tie as TieRule];
      if (method.startsWith("majority-strict")) return ["majority", "background"];
      // Half of the votes of an even number of raters.
      if (method.startsWith("majority-half")) return [`at-least:${raters / 2}`, "background"];
      return [method.replace("atleast", "at-least:"), "background"];
    };

    it.each(each(rowsOf("votes")))("%s", async (_, row) => {
      const [method, tie] = methodOfVotes(row.method, ratersOf(row).length);
      expect((await fused(row, method, tie)).sha256).toBe(row.sha256);
    });

    it.each(each(rowsOf("staple")))("%s", async (_, row) => {
      const { decision, sha256 } = await fused(row, "staple-itk");
      const [estimate] = decision.estimates!;
      const digits = ratersOf(row).length === 2 ? 7 : 8;
      expect(estimate.regionVoxels).toBe(row.roiVoxels);
      expect(estimate.prior).toBeCloseTo(row.prior as number, 12);
      estimate.sensitivity!.forEach((p, k) => void expect(p).toBeCloseTo(row.p![k], digits));
      estimate.specificity!.forEach((q, k) => void expect(q).toBeCloseTo(row.q![k], digits));
      if (ratersOf(row).length > 2) expect(estimate.iterations! - 1).toBe(row.iterationsITK);
      expect(sha256).toBe(row.sha256);
    });

    // Two raters: where ITK's own end point depends on cells of its start that votes without a majority were written to.
    const isDefined = (row: Row) => ratersOf(row).length > 2 || row.method.startsWith("own");
    const isDouble = ({ method }: Row) => !method.includes("weights=float");
    const multiLabel = rowsOf("staple-multilabel").filter((row) => isDouble(row) && isDefined(row));
    it.each(each(multiLabel))("%s", async (_, row) => {
      const { decision, sha256 } = await fused(row, "staple-multilabel-itk");
      const [estimate] = decision.estimates!;
      const isOwn = row.method.startsWith("own");
      expect(estimate.regionVoxels).toBe(row.roiVoxels);
      (row.prior as number[]).forEach(
        (share, c) => void expect((estimate.prior as number[])[c]).toBeCloseTo(share, 12),
      );
      const found = estimate.confusion!.flat(2);
      const largest = Math.max(...row.confusion!.flat(2).map((value, at) => Math.abs(value - found[at])));
      expect(largest).toBeLessThan(isOwn ? 1e-8 : 2e-5);
      expect(sha256).toBe(row.sha256);
    });

    const others = rowsOf("staple-multilabel").filter(
      (row) => row.versusOwn && !(isDouble(row) && isDefined(row)),
    );
    it.each(each(others.filter(({ versusOwn }) => versusOwn!.voxelsDiffer === 0)))(
      "same voxels, though not the same parameters: %s",
      async (_, row) => {
        expect((await fused(row, "staple-multilabel-itk")).sha256).toBe(row.sha256);
      },
    );

    it.each(each(others.filter(({ versusOwn }) => versusOwn!.voxelsDiffer > 0)))(
      "not the voxels of weights that stopped counting at 2^24 votes: %s",
      async (_, row) => {
        const { map, sha256 } = await fused(row, "staple-multilabel-itk");
        expect(row.method).toContain("weights=float");
        expect(sha256).not.toBe(row.sha256);
        expect(voxelsApart(map, row)).toBeLessThanOrEqual(2 * row.versusOwn!.voxelsDiffer);
      },
    );

    it.each(each(rowsOf("simple").filter(({ method }) => /^SIMPLE|simple \(labels/.test(method))))(
      "%s",
      async (_, row) => {
        expect((await fused({ ...row, label: "all" }, "simple-btk")).sha256).toBe(row.sha256);
      },
    );

    it.each(each(rowsOf("simple").filter(({ method }) => method.includes(" mav "))))("%s", async (_, row) => {
      // Half of five votes: no two labels can have three.
      expect((await fused({ ...row, label: "all" }, "at-least:3")).sha256).toBe(row.sha256);
    });

    it.each(each(rowsOf("simple").filter(({ method }) => method.includes("brats_simple"))))(
      "%s",
      async (_, row) => {
        const nested = [
          ["labels 1,2,4 -> 1, rest 0", 2],
          ["labels 1,4 -> 1, rest 0", 1],
          ["label 4 -> 1, rest 0", 4],
        ] as const;
        const voxels = new Map<number, number>();
        const written: Uint8Array[] = [];
        for (const [labelMap] of nested) {
          const { map } = await fused({ ...row, labelMap, label: "all" }, "simple-btk");
          written.push(Uint8Array.from(map));
        }
        const fusedMap = written[0].map((_, at) =>
          nested.reduce((label, [, code], k) => (written[k][at] ? code : label), 0),
        );
        for (const label of fusedMap) voxels.set(label, (voxels.get(label) ?? 0) + 1);
        expect(Object.fromEntries(voxels)).toEqual(row.counts);
        expect(createHash("sha256").update(fusedMap).digest("hex")).toBe(row.sha256);
      },
    );

    it.each(each(rowsOf("sba")))("%s", async (_, row) => {
      expect((await fused(row, "sba")).sha256).toBe(row.sha256);
    });

    const cmtk = (method: string) =>
      each(rowsOf("cmtk").filter((row) => row.method.startsWith(`CMTK ${method}`)));

    // CMTK marks distances that are equal in float32 with a label of their own, so that its map has no counterpart here.
    it.each(cmtk("sba"))("all but near ties: %s", async (_, row) => {
      const { map } = await fused(row, "sba");
      const counts = { ...row.counts };
      const tied = counts[row.tieLabel!];
      delete counts[row.tieLabel!];
      const more = Object.entries(counts).map(([label, count]) => countOf(map, Number(label)) - count);
      expect(Math.min(...more)).toBeGreaterThanOrEqual(0);
      expect(more.reduce((sum, one) => sum + one, 0)).toBe(tied);
      expect(row.ofTheseNearTies1e3mm).toBe(tied);
    });

    // CMTK adds up in float32, ends after 20 rounds and prints three decimals.
    it.each(cmtk("imagemath --staple"))("same voxels, rates nearby: %s", async (_, row) => {
      const { decision, map } = await fused(row, "staple-itk");
      const [{ sensitivity, specificity }] = decision.estimates!;
      expect(countOf(map, 1)).toBe(row.voxels);
      sensitivity!.forEach((p, k) => void expect(Math.abs(p! - row.p![k])).toBeLessThan(0.02));
      specificity!.forEach((q, k) => void expect(Math.abs(q! - row.q![k])).toBeLessThan(0.001));
    });

    it.each(cmtk("imagemath --mstaple"))("same number of voxels: %s", async (_, row) => {
      expect(voxelsApart((await fused(row, "staple-multilabel-itk")).map, row)).toBe(0);
    });

    it.each(each(rowsOf("max-dice")))("%s", async (_, row) => {
      const { decision, map, sha256 } = await fused(row, "expected-dice");
      const [estimate] = decision.estimates!;
      const voxels = Array.from(map).filter((label) => label !== 0).length;
      // The golden rows do not count the empty mask; it wins where three of five raters are empty.
      if (estimate.expectedDice! > row.value! + 1e-9) {
        expect(voxels).toBe(0);
        return;
      }
      expect(estimate.expectedDice).toBeCloseTo(row.value!, 12);
      expect(voxels).toBe(row.volume);
      if (row.sha256) expect(sha256).toBe(row.sha256);
    });
  },
);

function countOf(map: ArrayLike<number>, label: number): number {
  let count = 0;
  for (let voxel = 0; voxel < map.length; voxel++) if (map[voxel] === label) count++;
  return count;
}

/** Sum over labels of the difference in their voxels from those of a row. */
function voxelsApart(map: ArrayLike<number>, { counts }: Row): number {
  const difference = ([label, count]: [string, number]) => Math.abs(countOf(map, Number(label)) - count);
  return Object.entries(counts!).reduce((sum, one) => sum + difference(one), 0);
}
