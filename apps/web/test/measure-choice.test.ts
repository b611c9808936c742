import { explainMetric } from "@pgt/browser";
import { describe, expect, it } from "vitest";
import {
  choiceAsWritten,
  choiceFaults,
  choiceOf,
  metricTexts,
  toggleMetric,
} from "../src/measures/measure-choice.ts";
import { metricCatalogue, metricFault } from "../src/measures/metric-catalogue.ts";

const { metrics: known, defaults } = metricCatalogue;
const withTolerance = known.find(({ parameter }) => parameter?.name === "tolerance")!;
const plain = known.find(({ parameter }) => parameter === null)!;

describe("the choice of metrics", () => {
  it("begins with the defaults of the registry", () => {
    const texts = metricTexts(choiceOf(defaults, "pgt"), known);
    expect(texts.map((text) => explainMetric(text).key).sort()).toEqual(
      defaults.map(({ key }) => key).sort(),
    );
  });

  it("asks for the same metric once per value of its parameter", () => {
    const choice = { metrics: { [withTolerance.id]: "1, 2.5" }, convention: "pgt" };
    expect(metricTexts(choice, known)).toEqual([`${withTolerance.id}@1`, `${withTolerance.id}@2.5`]);
    const back = choiceOf(
      metricTexts(choice, known).map((text) => explainMetric(text)),
      "pgt",
    );
    expect(back).toEqual(choice);
  });

  it("keeps a manifest's order and spelling until a metric is changed", () => {
    const texts = ["hd95", "nsd@1", "dice", "nsd@2"];
    const choice = choiceAsWritten(
      texts,
      texts.map((text) => explainMetric(text)),
      "pgt",
    );
    expect(metricTexts(choice, known)).toEqual(texts);
    expect(metricTexts({ ...choice, convention: "monai" }, known)).toEqual(texts);
    const changed = metricTexts(toggleMetric(choice, plain), known);
    expect(changed.filter((text) => text.startsWith("nsd"))).toEqual(["nsd@1", "nsd@2"]);
    expect(changed).not.toEqual(texts);
  });

  it("does not guess a tolerance", () => {
    const choice = toggleMetric({ metrics: {}, convention: "pgt" }, withTolerance);
    expect(choice.metrics[withTolerance.id]).toBe("");
    expect(choiceFaults(choice, known, metricFault).join()).toMatch(/tolerance in mm/);
    const typed = { ...choice, metrics: { [withTolerance.id]: "two" } };
    expect(choiceFaults(typed, known, metricFault).join()).toMatch(/"two" is no number/);
  });

  it("does not take a decimal comma for a list, nor a tolerance that cannot be", () => {
    const faults = (value: string) =>
      choiceFaults({ metrics: { [withTolerance.id]: value }, convention: "pgt" }, known, metricFault).join();
    expect(faults("2,5")).toMatch(/"2,5" may be one number or two; write 2\.5, or 2, 5 with a space/);
    expect(faults("2, 5")).toBe("");
    expect(faults("-1")).toMatch(/expected a tolerance in mm/);
  });

  it("takes in and out", () => {
    const empty = { metrics: {}, convention: "pgt" };
    expect(toggleMetric(toggleMetric(empty, plain), plain)).toEqual(empty);
    expect(choiceFaults(empty, known, metricFault)).toHaveLength(1);
  });
});
