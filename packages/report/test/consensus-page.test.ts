import { describe, expect, it } from "vitest";
import { anonymousConsensus, consensusPage } from "../src/consensus/consensus-page.ts";
import { type ConsensusPageInput, mostDisputedCases } from "../src/consensus/consensus-page-input.ts";
import { pageHtml } from "../src/page/page.ts";

const none = { low: null, high: null };
const row = { label: 1, name: "kidney", method: "majority", volumeMl: 100, undecided: 0 };

const input: ConsensusPageInput = {
  version: "1.2.3",
  settings: {
    methods: ["majority", "sba"],
    tie: "sdf",
    region: "union@5mm",
    staplePrior: null,
    groups: { nets: ["a", "b"] },
    groupWeight: "one",
  },
  cases: [
    { ...row, case: "secret1", dissensusMl: 5 },
    { ...row, case: "secret2", dissensusMl: 20 },
    { ...row, case: "secret3", dissensusMl: 0 },
    { ...row, case: "secret1", method: "sba", dissensusMl: 5 },
  ],
  raters: ["a", "b", "c"].map((rater, at) => ({
    rater,
    label: 1,
    name: "kidney",
    cases: 3,
    ...{ sens: 0.9, spec: 0.8, ppv: 0.95, kappa: null, biasMm: at - 1, sdMm: 0.5 },
    intervals: {
      sens: none,
      spec: none,
      ppv: none,
      kappa: none,
      biasMm: { low: at - 1.5, high: at },
      sdMm: none,
    },
  })),
  warnings: [{ code: "W-EMPTY", label: 1, metric: null, case: "secret1", message: "somebody left it out." }],
  notes: [],
  failures: [],
  slices: [
    {
      ...{ case: "secret2", label: 1, name: "kidney", depth: 9 },
      slices: [
        {
          ...{ index: 3, width: 4, height: 1, pixelMm: [1, 1] as const, disagreeing: 2 },
          masks: [
            { entity: "a", session: 1, runs: [0, 4] },
            { entity: "b", session: 1, runs: [1, 3] },
            { entity: "c", session: 1, runs: [1, 2, 1] },
            { entity: "majority", session: 1, runs: [1, 3] },
          ],
        },
      ],
    },
  ],
};

describe("the page of a consensus", () => {
  const text = pageHtml(consensusPage(input));

  it("shows each rater's bias with its interval, and a dash for what is not defined", () => {
    expect(text).toContain("1.00 [0.50, 2.00]");
    expect(text).toContain('<td class="num">–</td>');
    expect(text).toContain("nets: a, b (weight: one)");
  });

  it("draws the entropy of the raters alone: 1 of 3 and 2 of 3 alike, nothing where all agree", () => {
    const rects = text.match(/<rect x="\d+" y="0" width="\d+" height="1" fill-opacity="[\d.]+"\/>/g);
    expect(rects).toEqual([
      '<rect x="0" y="0" width="1" height="1" fill-opacity="0.92"/>',
      '<rect x="3" y="0" width="1" height="1" fill-opacity="0.92"/>',
    ]);
  });

  it("takes the cases with most in dispute for their size, and none without", () => {
    expect(mostDisputedCases(input)).toEqual([
      { case: "secret2", label: 1 },
      { case: "secret1", label: 1 },
    ]);
  });

  it("names no case where it is anonymous", () => {
    const page = pageHtml(consensusPage(anonymousConsensus(input, (name) => `x${name.at(-1)}`)));
    expect(page).not.toContain("secret");
    expect(page).toContain("case-x2");
  });
});
