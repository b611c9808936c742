import { describe, expect, it } from "vitest";
import { disagreementKey, labelColours, outlineLabel, votesKey } from "../src/case/canvas/label-colours.ts";

const colour = (table: Uint8ClampedArray, label: number) => [...table.subarray(4 * label, 4 * label + 4)];

describe("the colours of labels", () => {
  it("are clear unless a map is shown", () => {
    const none = labelColours(3, new Set(), true);
    for (const label of [0, 1, 2, 3]) expect(colour(none, label)[3]).toBe(0);
    const votes = labelColours(3, new Set([votesKey]), true);
    expect([1, 2, 3].map((k) => colour(votes, k)[3])).toEqual([150, 190, 220]);
  });

  it("show disagreement where raters differ, most where half of them do", () => {
    const table = labelColours(4, new Set([disagreementKey]), true);
    expect(colour(table, 4)[3]).toBe(0);
    expect(colour(table, 2)).toEqual([255, 240, 120, 160]);
    expect(colour(table, 1)).toEqual(colour(table, 3));
    expect(colour(table, 1)[3]).toBeGreaterThan(0);
  });

  it("let an image through, and are opaque on black", () => {
    const keys = new Set([disagreementKey, votesKey]);
    expect(colour(labelColours(2, keys, true), 1)[3]).toBeLessThan(255);
    expect(colour(labelColours(2, keys, false), 1)[3]).toBe(255);
    expect(colour(labelColours(2, new Set(), false), 1)[3]).toBe(0);
  });

  it("of outlines follow those of votes, and fit into a byte", () => {
    const table = labelColours(3, new Set(), true);
    expect(outlineLabel(0, 3)).toBe(4);
    expect(colour(table, outlineLabel(0, 3))).toEqual([86, 180, 233, 255]);
    expect(outlineLabel(11, 3)).toBe(outlineLabel(0, 3));
    expect(Math.max(...Array.from({ length: 40 }, (_, place) => outlineLabel(place, 4000)))).toBeLessThan(
      256,
    );
  });
});
