import { PgtError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { mostSteps } from "../src/manifest/expression-steps.ts";
import { readManifest } from "../src/manifest/read-manifest.ts";

const entities = [{ id: "a", role: "rater", masks: "{case}.nii" }];
const clusterOf = (clusters: string) =>
  readManifest(JSON.stringify({ pgt: 1, clusters, entities }), "study.yaml").clusterOf!;

describe("the expression for patients", () => {
  it.each([
    ["^(P\\d+)_", "P001_left_second_reading_of_the_baseline_scan", "P001"],
    ["^sub-(.+)_ses-(.+)_run-(.+)$", `sub-${"0".repeat(20)}1_ses-01_run-02`, `${"0".repeat(20)}1`],
    ["([^_]+)_.*_.*", "anna_1_2", "anna"],
    ["(?<patient>(?:ab)+)\\(x{2}[)\\]]", "cababab(xx]", "ababab"],
    ["^(P\\d+)_", "other", "other"],
  ])("%s finds the patient of %s", (expression, id, patient) => {
    expect(clusterOf(expression)(id)).toBe(patient);
  });

  it.each([
    "^(a+)+$",
    "^(a|a)*b",
    `${"a?".repeat(40)}()b`,
    "(.*)(.*)(.*)(.*)(.*)x",
    "^((a{0,9}){0,9}){0,9}b",
  ])("%s is refused before it runs for very long", (expression) => {
    const started = performance.now();
    expect(() => clusterOf(expression)("a".repeat(60))).toThrow(
      /study\.yaml: line 1: clusters: the expression may take very long(?: on a case such as "a+")?\. Repeat no/,
    );
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("is refused where even nothing takes long, and beyond a thousand signs", () => {
    expect(() => clusterOf("((((()){999}){999}){999}){999}")).toThrow(/may take very long\. Repeat/);
    expect(() => clusterOf(`(a)${"b".repeat(1000)}`)).toThrow(/expected at most 1000 signs, found 1003/);
  });

  it("takes no longer than its steps say: a few nanoseconds each", () => {
    for (const expression of ["^(.*)(.*)(.*)z", "(x*)(x*)y", "^(x|xx)(x|xx)(x|xx)(x|xx)z", "(?:x?){9}z"]) {
      const text = "x".repeat(60);
      const started = performance.now();
      new RegExp(expression).exec(text);
      expect(performance.now() - started, expression).toBeLessThan(50 + mostSteps(expression, 60) / 1e5);
    }
  });

  it("faults are typed whatever the expression", () => {
    for (const expression of ["(", "(a", "[", "\\", "(?<a>", "a{2,1}()", "*", "(?", ")", "P\\d+"]) {
      expect(() => clusterOf(expression), expression).toThrow(PgtError);
    }
  });
});
