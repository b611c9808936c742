import { describe, expect, it } from "vitest";
import { pageHtml } from "../src/page/page.ts";
import { anonymousStudy, studyPage } from "../src/study/study-page.ts";
import type { StudyCell, StudyPageInput } from "../src/study/study-page-input.ts";
import { parsePage } from "./page.ts";
import { strangeName, worthInput } from "./result-inputs.ts";
import { expectSelfContained } from "./self-contained.ts";

const cell: StudyCell = {
  ...{ task: "in-domain", base: "btcv", version: "original", metric: "dice", mean: 0.812, runSd: 0.013 },
  ...{ runs: 3, expectedRuns: 3, class: 5, letters: "a", status: "" },
};
const version = { base: "btcv", kind: "engine", prompted: false, degraded: null } as const;
const organ = { base: "btcv", label: "liver", metric: "dice", runSd: 0.02, runs: 3 };

const input: StudyPageInput = {
  version: "1.2.3",
  settings: {
    ...{ name: "abdomen", metrics: ["dice"], runs: 3, seed: 1, engine: "embedded" },
    engineSettings: { epochs: 4 },
  },
  versions: [
    { ...version, version: "original", kind: "original" },
    { ...version, version: "box", prompted: true },
    { ...version, version: strangeName },
  ],
  quality: [],
  organs: [],
  original: { cells: [], organs: [] },
  inDomain: [
    cell,
    { ...cell, version: "box", mean: 0.7, class: 1, letters: "b" },
    {
      ...cell,
      ...{ version: strangeName, mean: null, runSd: null, runs: 0, class: null, letters: null },
      status: "not converged",
    },
  ],
  finetuned: [],
  organScores: [
    { ...organ, version: "original", quality: null, score: 0.81 },
    { ...organ, version: "box", quality: 0.9, score: 0.7 },
  ],
  spread: [{ task: "in-domain", metric: "dice", sd: 0.013, cells: 2, limit: 0.03, pairs: 1, within: 0 }],
  agreement: [],
  statements: [
    {
      ...{ id: "in-domain-follows-quality", statement: "Scores follow quality", holds: false },
      ...{ value: -0.125, measure: "points per point", interval: { low: -0.5, high: 0.25 }, n: 7 },
    },
  ],
  statementsNote: "The limits were chosen late.",
  worth: worthInput(),
  noAnswer: null,
  status: [
    {
      ...{ id: "train-btcv-box-run1", stage: "train", subject: { base: "btcv", version: "box", run: 1 } },
      ...{ status: "failed", message: "secret/path.nii.gz: no space left" },
    },
  ],
};

const html = pageHtml(studyPage(input));
const page = parsePage(html);

describe("the page of an experiment", () => {
  it("is HTML without a fault that loads nothing, and shows names as they are", () => {
    expect(page.errors).toEqual([]);
    expectSelfContained(page);
    expect(page.text).toContain(strangeName);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("shows scores with the spread of runs, classes and letters, and holes with their reason", () => {
    expect(page.text).toMatch(/81\.2\s*a\s*± 1\.3 · 5/);
    expect(page.text).toContain("not converged");
  });

  it("shows scores that have no quintile", () => {
    const plain = { ...input, worth: null, inDomain: [{ ...cell, class: null, letters: null }] };
    expect(parsePage(pageHtml(studyPage(plain))).text).toMatch(/81\.2\s*± 1\.3/);
  });

  it("says what the spread of runs leaves of the gaps", () => {
    expect(page.text).toContain("another run of the same recipe changes a score by 1.3");
  });

  it("says of each statement what was measured, its interval and n, and how far to trust them", () => {
    expect(page.text).toContain("The limits were chosen late.");
    expect(page.text).toMatch(/no, not in this run\s*−0\.13\s*−0\.50 to 0\.25\s*7/);
  });

  it("names failed tasks with their reason, which an anonymous page leaves out", () => {
    expect(page.text).toContain("secret/path.nii.gz");
    const anonymous = pageHtml(studyPage(anonymousStudy(input, () => "0123456789")));
    expect(anonymous).toContain("train-btcv-box-run1");
    expect(anonymous).not.toContain("secret");
  });
});
