import type { MaskRow } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import { caseName, dice, row } from "./study-fixture.ts";

const three = [0, 1, 2].map(caseName);

function messages(values: Readonly<Record<string, readonly number[]>>, masks: readonly MaskRow[] = []) {
  const rows = Object.entries(values).flatMap(([pair, all]) => {
    const [a, b] = pair.split(" ");
    return all.map((value, k) => row(three[k], a, b, value));
  });
  const raters = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
  return pgtInterval({ rows, raters, metrics: [dice], masks })
    .warnings.filter(({ code }) => code === "W-OVERLAP")
    .map(({ message }) => message);
}

describe("W-OVERLAP", () => {
  it("names two raters that agree near zero, the probable reasons and what to do", () => {
    const [text, ...others] = messages({ "anna ben": [0.0003, 0, 0.01] });
    expect(others).toEqual([]);
    expect(text).toMatch(/^anna and ben hardly overlap: dice is below 0\.05 in 100 % of 3 comparisons/);
    expect(text).toMatch(
      /different cases; cases were taken for raters.*--case-is.*grids are shifted\. Look at one case/,
    );
  });

  it("names the one rater of three whose cases are mixed up, or all", () => {
    const apart = [0, 0.02, 0.01];
    const mixed = messages({ "anna ben": [0.9, 0.8, 0.9], "anna eve": apart, "ben eve": apart });
    expect(mixed.join()).toMatch(/^anna and eve and ben and eve hardly overlap/);
    expect(messages({ "anna ben": apart, "anna eve": apart, "ben eve": apart }).join()).toMatch(
      /^No two raters overlap/,
    );
  });

  it("is not for raters that agree somewhere, for few values, or for structures that one missed", () => {
    expect(messages({ "anna ben": [0, 0, 0.6] })).toEqual([]);
    expect(messages({ "anna ben": [0, 0] })).toEqual([]);
    const missed = three.map((id): MaskRow => {
      const of = { case: id, label: 1, name: "organ", session: 1, areaMm2: null };
      return { ...of, entity: "ben", volumeMl: 0 };
    });
    expect(messages({ "anna ben": [0, 0, 0] }, missed)).toEqual([]);
  });
});
