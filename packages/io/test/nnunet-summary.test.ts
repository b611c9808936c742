import { describe, expect, it } from "vitest";
import { formatNnunetSummary, pythonFloat } from "../src/nnunet/format-nnunet-summary.ts";
import { nnunetLabelKey, parseNnunetSummary, summarizeNnunet } from "../src/nnunet/nnunet-summary.ts";
import type { NnunetMetrics } from "../src/nnunet/nnunet-summary-types.ts";
import { numpyMean, numpyNanMean } from "../src/nnunet/numpy-mean.ts";
import { refusal } from "./expect-error.ts";
import { summaryCounts, summaryText } from "./nnunet-summary-text.ts";

function metricsOf([TP, FP, FN, TN]: readonly number[]): NnunetMetrics {
  const [Dice, IoU] = [(2 * TP) / (2 * TP + FP + FN), TP / (TP + FP + FN)];
  return { Dice, IoU, TP, FP, FN, TN, n_pred: TP + FP, n_ref: TP + FN };
}

const cases = summaryCounts.map(([name, labels]) => ({
  predictionFile: `/pred/${name}.nii.gz`,
  referenceFile: `/ref/${name}.nii.gz`,
  metrics: new Map(Object.entries(labels).map(([key, counts]) => [key, metricsOf(counts)])),
}));

describe("summary.json of nnU-Net 2", () => {
  it("is written byte for byte as nnU-Net writes it", () => {
    expect(formatNnunetSummary(summarizeNnunet(cases), { nan: true })).toBe(summaryText);
  });

  it("is strict JSON when NaN becomes null", () => {
    const text = formatNnunetSummary(summarizeNnunet(cases), { nan: false });
    expect(text).toBe(summaryText.replaceAll("NaN", "null"));
    expect(JSON.parse(text).foreground_mean.Dice).toBeNull();
  });

  it("is read back, bare NaN or null", () => {
    const written = summarizeNnunet(cases);
    for (const text of [summaryText, summaryText.replaceAll("NaN", "null")]) {
      const read = parseNnunetSummary(text, "summary.json");
      expect(read.foregroundMean).toEqual(written.foregroundMean);
      expect(new Map([...read.mean].sort())).toEqual(new Map([...written.mean].sort()));
      expect(read.cases[1].metrics.get("10")).toEqual(written.cases[1].metrics.get("10"));
      expect(read.cases.map(({ predictionFile }) => predictionFile)).toEqual([
        "/pred/ä.nii.gz",
        '/pred/b"c.nii.gz',
      ]);
    }
  });

  it("does not take a NaN inside a string for a value", () => {
    const text = summaryText.replace("/pred/b", "/pred/NaN Infinity b");
    expect(parseNnunetSummary(text, "s").cases[1].predictionFile).toBe('/pred/NaN Infinity b"c.nii.gz');
  });

  it("leaves label 0 out of the foreground mean and keeps infinities", () => {
    const one = {
      ...cases[0],
      metrics: new Map([
        ["0", metricsOf([1, 0, 0, 0])],
        ["1", metricsOf([1, 1, 1, 0])],
      ]),
    };
    expect(summarizeNnunet([one]).foregroundMean.Dice).toBe(0.5);
    const text = summaryText.replace('"TN": 922', '"TN": -Infinity');
    expect(parseNnunetSummary(text, "s").cases[0].metrics.get("(1, 2, 3)")?.TN).toBe(
      Number.NEGATIVE_INFINITY,
    );
  });

  it.each([
    ["[]", "the file: expected an object"],
    ["{]", "not valid JSON"],
    ['{"mean":{}}', "`metric_per_case`: expected a list of cases, found nothing"],
    ['{"metric_per_case":[{"metrics":{},"prediction_file":"p"}]}', "metric_per_case[0].reference_file"],
    [
      summaryText.replace('"FN": 5', '"FN": "5"'),
      "metric_per_case[0].metrics.(1, 2, 3).FN`: expected a number",
    ],
    [summaryText.replaceAll('"10": {', '"ten": {'), 'expected a label such as "3"'],
  ])("names what is wrong in %s", async (text, message) => {
    expect(await refusal("E_TABLE", () => parseNnunetSummary(text, "s.json"))).toContain(message);
  });

  it("keys a structure by its ids", () => {
    expect(nnunetLabelKey([3])).toBe("3");
    expect(nnunetLabelKey([1, 2, 3])).toBe("(1, 2, 3)");
  });
});

describe("summary.json of nnU-Net 1", () => {
  it("gives back the counts that its rates were made of", () => {
    const counts: readonly (readonly number[])[] = [
      [61, 7, 11, 921],
      [5, 0, 3, 100],
      [5, 2, 0, 100],
      [0, 82329, 0, 8845671],
      [0, 0, 40, 60],
    ];
    const rates = ([TP, FP, FN, TN]: readonly number[]) => ({
      Accuracy: (TP + TN) / (TP + FP + FN + TN),
      Dice: (2 * TP) / (2 * TP + FP + FN),
      "False Omission Rate": FN / (FN + TN),
      "False Positive Rate": FP / (FP + TN),
      Jaccard: TP / (TP + FP + FN),
      Recall: TP / (TP + FN),
      "Total Positives Reference": TP + FN,
      "Total Positives Test": TP + FP,
    });
    const all = counts.map((one, at) => ({ "1": rates(one), reference: `r${at}`, test: `t${at}` }));
    const text = JSON.stringify({ author: "", results: { all, mean: {} } });
    const read = parseNnunetSummary(text, "summary.json");
    expect(read.cases.map(({ metrics }) => metrics.get("1"))).toEqual(counts.map(metricsOf));
    expect(read.cases[1].predictionFile).toBe("t1");
    expect(read.mean.get("1")).toEqual(summarizeNnunet(read.cases).mean.get("1"));
  });
});

/** n; numpy.mean and numpy.nanmean of the n values below, by numpy 2.4.6. */
const numpyMeans: readonly (readonly [number, number, number])[] = [
  [1, 0.0, 0.0],
  [7, 16.592857142857145, 16.733333333333334],
  [8, 19.878125, 20.467857142857145],
  [9, 23.200308641975308, 20.467857142857145],
  [16, 60.420955953768456, 55.015962883270575],
  [100, 117.48814413364413, 114.1142469683095],
  [127, 119.86226852762286, 116.77700319832672],
  [128, 119.0977195547508, 115.85683811873132],
  [129, 118.19579924812481, 115.85683811873132],
  [136, 121.63533484489365, 120.9142363497868],
  [333, 126.69141429141429, 127.67645595145595],
  [1000, 120.39017473914973, 119.2890587051837],
  [2500, 121.57602648684647, 121.0170686965812],
];

describe("numpy's arithmetic, to the last digit", () => {
  it.each(numpyMeans)("mean of %d values", (n, mean, nanMean) => {
    const values = Array.from({ length: n }, (_, i) => ((i * i * 7) % 997) / ((i % 13) + 1));
    expect(numpyMean(values)).toBe(mean);
    expect(numpyNanMean(values.map((value, i) => (i % 5 === 3 ? Number.NaN : value)))).toBe(nanMean);
  });

  it("no value has no mean", () => {
    expect(numpyNanMean([Number.NaN])).toBeNaN();
    expect(numpyMean([])).toBeNaN();
  });

  // repr() of Python 3
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [3, "3.0"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [1.5e22, "1.5e+22"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [-1.25e-7, "-1.25e-07"],
    [1e-101, "1e-101"],
    [123456789.125, "123456789.125"],
  ])("%d is written as %s", (value, text) => expect(pythonFloat(value)).toBe(text));
});
