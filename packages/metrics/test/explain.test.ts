import { describe, expect, it } from "vitest";
import { UsageError } from "../src/errors.ts";
import { explainMetric } from "../src/explain.ts";
import { registry } from "../src/registry.ts";
import { conventionIds } from "../src/resolve-convention.ts";
import { suggest } from "../src/suggest.ts";

describe("explainMetric", () => {
  it("tells of hd95 what it is, and what each convention does", () => {
    const hd95 = explainMetric("HD@95");
    expect(hd95).toMatchObject({
      key: "hd95",
      id: "hd",
      unit: "mm",
      range: "0 and above",
      parameterValue: 95,
    });
    expect(hd95.conventions.map(({ convention }) => convention)).toEqual(conventionIds);
    const monai = hd95.conventions.find(({ convention }) => convention === "monai");
    expect(monai).toMatchObject({
      tool: "Project-MONAI/MONAI",
      toolName: "HausdorffDistanceMetric",
      boundary: "border6",
      percentile: "linear",
      prediction: "NaN",
    });
    const maximum = explainMetric("hd").conventions.find(({ convention }) => convention === "monai");
    expect(maximum?.prediction).toBe("infinity");
    const medpy = hd95.conventions.find(({ convention }) => convention === "medpy");
    expect(medpy).toMatchObject({ percentile: "pooled-linear", both: "raises an error" });
  });

  it("explains a metric whose parameter is missing, without guessing one", () => {
    expect(explainMetric("nsd")).toMatchObject({ key: "nsd", parameterValue: null, range: "0 to 1" });
    expect(explainMetric("nsd@1.0")).toMatchObject({ key: "nsd@1", parameterValue: 1 });
    expect(() => explainMetric("nsd@x")).toThrow(UsageError);
    expect(() => explainMetric("nds")).toThrow(/Did you mean nsd/);
  });

  it("says by name whether a tool has the metric", () => {
    const tools = explainMetric("iou").conventions.map(({ toolName }) => toolName);
    expect(tools).toEqual(["jaccard", null, "iou", "MeanIoU", "jc", "IoU"]);
  });

  it("gives the three policies that users choose by name", () => {
    expect(explainMetric("dice").empties).toEqual([
      { policy: "mr", both: "undefined", reference: "0", prediction: "0" },
      { policy: "strict", both: "undefined", reference: "0", prediction: "0" },
      { policy: "challenge", both: "1", reference: "0", prediction: "0" },
    ]);
    expect(explainMetric("acc").empties[0].both).toBe("by the formula");
    expect(explainMetric("vd_ml").range).toBe("any number");
  });

  it.each(registry.map(({ id }) => id))("%s: is plain data that survives JSON", (id) => {
    const explained = explainMetric(id);
    expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
  });
});

describe("suggest", () => {
  it.each([
    ["dcie", ["dice"]],
    ["DICE ", ["dice"]],
    ["hd", ["hd", "hd95"]],
    ["inter", ["interval"]],
    ["q", []],
    ["unrelated", []],
    ["", []],
  ])("%j -> %j", (text, expected) => {
    expect(suggest(text, ["dice", "hd", "hd95", "interval", "dice"])).toEqual(expected);
  });

  it("gives at most three, nearest first", () => {
    expect(suggest("abcdef", ["abcdxy", "abcdeg", "abcdefg", "abcdeh", "abxdef"])).toHaveLength(3);
    expect(suggest("abcdef", ["abcdxy", "abcdef"])[0]).toBe("abcdef");
  });
});
