import type { MaskRow } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { labelCheck } from "../src/labels/label-check.ts";

const cases = ["c1", "c2", "c3"];
const marked = (entity: string, labels: readonly number[]): MaskRow[] =>
  cases.flatMap((id) =>
    labels.map((label) => ({
      ...{ case: id, label, name: String(label), entity, session: 1, volumeMl: 2, areaMm2: null },
    })),
  );

describe("the label check of a set against the reference", () => {
  it("labels that never meet: names both, and the map that would help", () => {
    const masks = [...marked("reference", [1]), ...marked("net", [255]), ...marked("other", [1])];
    const warnings = labelCheck(masks, "reference", ["net", "other"]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0].message).toMatch(/label 1 by reference and never by net; label 255 by net/);
    expect(warnings[0].message).toContain("(--map net=255:1)");
  });

  it("an image given as masks: says how many labels it has", () => {
    const image = marked("net", [-1000, ...Array.from({ length: 300 }, (_, at) => at + 1)]);
    const [warning] = labelCheck([...marked("reference", [1]), ...image], "reference", ["net"]);
    expect(warning.message).toMatch(
      /masks of net have 301 different labels, of which 1 below 0 .*is this an image\?/,
    );
  });

  it("labels of their own beside common ones are no fault", () => {
    const masks = [...marked("reference", [1, 2]), ...marked("net", [2, 3])];
    expect(labelCheck(masks, "reference", ["net"])).toEqual([]);
  });
});
