import { describe, expect, it } from "vitest";
import { UsageError } from "../src/errors.ts";
import { parseMetric, parseMetrics } from "../src/parse-metric.ts";
import { defaultMetrics, registry } from "../src/registry.ts";

const messageOf = (text: string): string => {
  try {
    parseMetric(text);
  } catch (error) {
    if (error instanceof UsageError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error(`${text} was accepted`);
};

describe("parseMetric", () => {
  it.each([
    ["dice", "dice", Number.NaN],
    ["iou", "jaccard", Number.NaN],
    ["F1", "dice", Number.NaN],
    ["DSC", "dice", Number.NaN],
    ["recall", "sens", Number.NaN],
    ["sensitivity", "sens", Number.NaN],
    ["TPR", "sens", Number.NaN],
    ["specificity", "spec", Number.NaN],
    ["precision", "prec", Number.NaN],
    ["ppv", "prec", Number.NaN],
    ["fallout", "fpr", Number.NaN],
    ["nsd@2", "nsd@2", 2],
    ["nsd@2.0", "nsd@2", 2],
    ["nsd@02.50", "nsd@2.5", 2.5],
    ["nsd@.5", "nsd@0.5", 0.5],
    ["nsd@0", "nsd@0", 0],
    ["nsd@1e-1", "nsd@0.1", 0.1],
    [" nsd @ 2 ", "nsd@2", 2],
    ["surface-dice@1", "nsd@1", 1],
    ["Surface Dice@1", "nsd@1", 1],
    ["hd", "hd", 100],
    ["hausdorff", "hd", 100],
    ["hd@100", "hd", 100],
    ["hd95", "hd95", 95],
    ["HD95", "hd95", 95],
    ["hd@95", "hd95", 95],
    ["hd@95.0", "hd95", 95],
    ["hausdorff95", "hd95", 95],
    ["hd99.5", "hd99.5", 99.5],
    ["hd_95", "hd95", 95],
    ["fbeta@2", "fbeta@2", 2],
    ["biou@2", "biou@2", 2],
    ["boundary_iou@3", "biou@3", 3],
    ["overlap_A@1", "overlap_A@1", 1],
    ["overlap_b@1.50", "overlap_B@1.5", 1.5],
  ])("%s -> %s", (text, key, parameter) => {
    expect(parseMetric(text).key).toBe(key);
    expect(parseMetric(text).parameter).toBe(parameter);
    expect(parseMetric(key).key).toBe(key);
  });

  it.each(registry.map(({ id }) => id))("%s: its id and every alias lead to it", (id) => {
    const definition = registry.find((metric) => metric.id === id)!;
    const suffix = definition.parameter && definition.parameter.default === undefined ? "@3" : "";
    for (const name of [id, ...definition.aliases])
      expect(parseMetric(name + suffix).definition).toBe(definition);
  });

  it.each([
    ["dise", /"dise" is not known\. Did you mean dice/],
    ["jacard", /Did you mean jaccard/],
    ["hausdorf", /Did you mean hausdorff/],
    ["nsdd@2", /"nsdd" is not known\. Did you mean nsd/],
    ["dice2", /Did you mean dice/],
    ["xyzzy", /"xyzzy" is not known\. The metrics are dice, jaccard/],
    ["", /"" is not known/],
    ["@2", /"" is not known/],
    ["constructor", /"constructor" is not known/],
  ])("unknown metric %j: offers the nearest names", (text, message) => {
    expect(messageOf(text)).toMatch(/^E_METRIC_UNKNOWN: /);
    expect(messageOf(text)).toMatch(message);
  });

  it.each(["asd", "avd", "ravd", "rvd", "auc"])(
    "%s means different formulas in different tools: refused, with the choice",
    (text) => {
      expect(messageOf(text)).toMatch(/^E_METRIC_AMBIGUOUS: .* Write /);
    },
  );

  it.each([
    ["nsd", 'metric "nsd": nsd needs a tolerance in mm, and none is a safe guess. Write for example nsd@2.'],
    [
      "surface_dice",
      'metric "surface_dice": nsd needs a tolerance in mm, and none is a safe guess. Write for example nsd@2.',
    ],
    [
      "overlap_A",
      'metric "overlap_A": overlap_A needs a tolerance in mm, and none is a safe guess. Write for example overlap_A@2.',
    ],
    [
      "biou",
      'metric "biou": biou needs a depth in voxels, and none is a safe guess. Write for example biou@2.',
    ],
    ["fbeta", 'metric "fbeta": fbeta needs a beta, and none is a safe guess. Write for example fbeta@2.'],
    ["dice@2", 'metric "dice@2": dice takes no parameter. Write dice.'],
    [
      "nsd@",
      'metric "nsd@": expected a tolerance in mm, a number of at least 0, found "". Write for example nsd@2.',
    ],
    [
      "nsd@two",
      'metric "nsd@two": expected a tolerance in mm, a number of at least 0, found "two". Write for example nsd@2.',
    ],
    [
      "nsd@-1",
      'metric "nsd@-1": expected a tolerance in mm, a number of at least 0, found "-1". Write for example nsd@2.',
    ],
    [
      "hd@101",
      'metric "hd@101": expected a percentile in %, a number from 0 to 100, found "101". Write for example hd95.',
    ],
    [
      "hd950",
      'metric "hd950": expected a percentile in %, a number from 0 to 100, found "950". Write for example hd95.',
    ],
    [
      "biou@1.5",
      'metric "biou@1.5": expected a depth in voxels, a whole number of at least 1, found "1.5". Write for example biou@2.',
    ],
    [
      "biou@0",
      'metric "biou@0": expected a depth in voxels, a whole number of at least 1, found "0". Write for example biou@2.',
    ],
  ])("%s: says what to write", (text, message) => {
    expect(messageOf(text)).toBe(`E_METRIC_PARAMETER: ${message}`);
  });

  it.each(["nsd@0x10", "nsd@Infinity", "nsd@1e999", "nsd@NaN", "nsd@1,5", "nsd@2mm", "nsd@2@3", "nsd@."])(
    "%s is no number",
    (text) => {
      expect(messageOf(text)).toMatch(/^E_METRIC_PARAMETER: /);
    },
  );
});

describe("parseMetrics", () => {
  const keys = (list: string[]) => parseMetrics(list).map(({ key }) => key);

  it("keeps the order and drops what means the same", () => {
    expect(keys(["hd@95", "dice", "hd95", "f1", "nsd@2", "nsd@2.0", "nsd@1", "hd"])).toEqual([
      "hd95",
      "dice",
      "nsd@2",
      "nsd@1",
      "hd",
    ]);
  });

  it("takes lists with commas, as they come from a command line", () => {
    expect(keys(["dice, nsd@2,hd95", "iou,"])).toEqual(["dice", "nsd@2", "hd95", "jaccard"]);
  });

  it("refuses a list without metrics", () => {
    expect(() => parseMetrics([])).toThrow(UsageError);
    expect(() => parseMetrics([" , "])).toThrow(/none given/);
  });

  it.each(["dice", [1], 7, null])("refuses %j, which is no list of names", (given) => {
    const parse = () => parseMetrics(given as unknown as string[]);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(`expected a list of names, found ${JSON.stringify(given)}`);
  });
  it("the default metrics are what they say, already normalised, and need no guess", () => {
    expect(defaultMetrics).toEqual(["dice", "hd95", "assd"]);
    expect(keys([...defaultMetrics])).toEqual(defaultMetrics);
  });
});
