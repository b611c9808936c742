import { volumePairs } from "@pgt/stats";
import { describe, expect, it } from "vitest";
import { outlinePath } from "../src/page/outline-path.ts";
import { colourClass, mark, paddedExtent, percentScale } from "../src/page/percent-plot.ts";
import { studyInput } from "./study.ts";

describe("outlines from runs", () => {
  it("a square is four steps", () => {
    expect(outlinePath([5, 2, 2, 2, 5], 4, 4)).toBe("M1 1h2v2h-2v-2Z");
  });
  it("a hole is a loop of its own", () => {
    expect(outlinePath([0, 4, 1, 4], 3, 3).match(/M/g)).toHaveLength(2);
  });
  it("nothing marked is no path, all marked is the window", () => {
    expect(outlinePath([6], 3, 2)).toBe("");
    expect(outlinePath([0, 6], 3, 2)).toBe("M0 0h3v2h-3v-2Z");
  });
  it("the area inside is that of the mask, for any mask", () => {
    let seed = 7;
    const bits = Array.from({ length: 60 }, () => (seed = (seed * 16807) % 2147483647) % 3 === 0);
    const runs: number[] = [];
    let value = false;
    let length = 0;
    for (const bit of bits) {
      if (bit !== value) {
        runs.push(length);
        [value, length] = [bit, 0];
      }
      length++;
    }
    expect(shoelace(outlinePath([...runs, length], 10, 6))).toBe(bits.filter(Boolean).length);
  });
});

/** Area of closed loops of h and v steps, the inside on the right hand. */
function shoelace(path: string): number {
  let area = 0;
  let x = 0;
  for (const [, step, text] of path.matchAll(/([Mhv])(-?\d+)/g)) {
    if (step === "M") x = Number(text);
    else if (step === "h") x += Number(text);
    else area += x * Number(text);
  }
  return area;
}

describe("scales", () => {
  it("a value's place is in percent, inside the insets", () => {
    const scale = percentScale([0, 10], 4, [10, 10]);
    expect([0, 5, 10].map(scale.x)).toEqual(["10%", "50%", "90%"]);
    expect(scale.ticks.length).toBeLessThanOrEqual(4);
  });
  it("equal values still have a scale", () => {
    const [low, high] = paddedExtent([0.9, 0.9]);
    expect(low).toBeLessThan(0.9);
    expect(high).toBeGreaterThan(0.9);
  });
});

describe("sizes of masks", () => {
  const { masks = [], raters = [] } = studyInput({ cases: ["a", "b", "c"] });

  it("Bland-Altman: mean difference ± 1.96 sd of second minus first", () => {
    const [pair] = volumePairs(masks, raters, 1);
    const differences = [10, 11, 12].map((ml) => 0.05 * ml);
    expect(pair.biasMl).toBeCloseTo(0.55, 12);
    expect(pair.points.map(({ differenceMl }) => differenceMl)).toEqual(
      differences.map((value) => expect.closeTo(value, 10)),
    );
    expect(pair.limitsMl?.[1]).toBeCloseTo(0.55 + 1.96 * 0.05, 10);
  });

  it("a rater who did not mark the structure is left out of that case, and counted", () => {
    const some = masks.map((row) =>
      row.case === "a" && row.entity === "anna" ? { ...row, volumeMl: 0 } : row,
    );
    const [pair] = volumePairs(some, raters, 1);
    expect(pair.points).toHaveLength(2);
    expect(pair.expected).toBe(3);
  });
});

describe("marks", () => {
  it("42 differ; two of one colour differ in shape, and in filling if the colour came round once", () => {
    const drawn = Array.from({ length: 42 }, (_, at) => String(mark("0%", 0, at, colourClass(at), "").text));
    expect(new Set(drawn).size).toBe(42);
    const [first, eighth] = [colourClass(1), colourClass(8)];
    expect([first, eighth]).toEqual(["c2", "c2 hollow"]);
    const shape = (text: string) => / d="([^"]*)"/.exec(text)![1];
    expect(shape(drawn[1])).not.toBe(shape(drawn[8]));
  });
});
