import type { LabelData, LabelVolume, MetricRequest } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { mapBoth, pairs, placed, scaled } from "./masks.ts";
import { metricsUnderTest, scoreOf, type TestedPackage } from "./tested-package.ts";

/** Checks of what must not change a value, and of how spacing does. */
export function describeInvariances(load: () => Promise<TestedPackage>): void {
  describe.each(metricsUnderTest)("$key", (metric) => {
    const { key } = metric;
    let tested: TestedPackage;
    let values: number[];
    const all = (change: (volume: LabelVolume) => LabelVolume) =>
      Promise.all(pairs.map((pair) => scoreOf(tested, mapBoth(pair, change), key)));
    beforeAll(async () => {
      tested = await load();
      values = await all((volume) => volume);
    });

    it.each([2, 0.37])("scales with the spacing as its unit does: %d", async (factor) => {
      const expected = values.map((value) => value * factor ** dimensions(metric));
      for (const [i, pair] of pairs.entries()) {
        expect(await scoreOf(tested, scaled(pair, factor), rescaled(metric, factor))).toBeCloseTo(
          expected[i],
          10,
        );
      }
    });

    it("the same digits when repeated", async () => {
      expect(await all((volume) => volume)).toEqual(values);
    });

    it.each([Uint16Array, Int16Array, Int32Array, Uint32Array])("the same digits from %o", async (Data) => {
      expect(await all((volume) => ({ ...volume, data: Data.from(volume.data) }))).toEqual(values);
    });

    it("the same digits from a view at an odd offset", async () => {
      const view = (volume: LabelVolume): LabelVolume => {
        const larger: LabelData = new Int16Array(volume.data.length + 9).fill(1);
        larger.set(volume.data, 3);
        return { ...volume, data: larger.subarray(3, 3 + volume.data.length) };
      };
      expect(await all(view)).toEqual(values);
    });

    it("the same value wherever the masks lie", async () => {
      for (const pair of pairs) {
        const here = await scoreOf(tested, placed(pair, [4, 4, 4]), key);
        expect(await scoreOf(tested, placed(pair, [0, 0, 0]), key)).toBeCloseTo(here, 10);
        expect(await scoreOf(tested, placed(pair, [9, 2, 7]), key)).toBeCloseTo(here, 10);
      }
    });
  });
}

const lengthsIn: Readonly<Record<string, number>> = { mm: 1, mm2: 2, mm3: 3, mL: 3, "1/mm": -1 };

function dimensions({ definition }: MetricRequest): number {
  return lengthsIn[definition.unit] ?? 0;
}

/** The metric with a parameter in mm scaled along. */
function rescaled({ key, definition, parameter }: MetricRequest, factor: number): string {
  return definition.parameter?.unit === "mm" ? `${definition.id}@${parameter * factor}` : key;
}
