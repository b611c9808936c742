import { presenceAgreement, volumeAgreement, voxelAgreement } from "@pgt/stats";
import { describe, expect, it } from "vitest";
import { intervalPage } from "../src/interval/interval-page.ts";
import { pageHtml } from "../src/page/page.ts";
import { parsePage } from "./page.ts";
import { studyInput } from "./study.ts";

const input = studyInput();
const raters = input.raters!;
/** Cleo has not annotated the first case. */
const masks = input.masks!.filter(({ case: id, entity }) => !(id === "patient-0001" && entity === "cleo"));
const votes = ["patient-0001", "patient-0002"].map((id, at) => ({
  ...{ case: id, label: 1, name: "kidney", region: { name: "union dilated by 5 mm", voxels: 40 } },
  patterns: [
    { ratings: [1, 1, at === 0 ? null : 1], voxels: 30 },
    { ratings: [1, 0, at === 0 ? null : 0], voxels: 10 },
  ],
}));
const agreement = {
  voxels: voxelAgreement(votes),
  volumes: volumeAgreement(masks, raters),
  presence: presenceAgreement(masks, raters),
  notes: [{ code: "N-CASES" as const, cases: ["patient-0001"], message: "annotated by some only: {cases}" }],
};
const { text, errors } = parsePage(pageHtml(intervalPage({ ...input, agreement })));

describe("the page of a study with agreement", () => {
  it("has coefficients of voxels, volumes, pairs of raters and presence, with what they rest on", () => {
    expect(errors).toEqual([]);
    const [{ alpha }] = agreement.voxels;
    expect(text).toContain(alpha.value!.toFixed(3));
    const [{ icc, pairs }] = agreement.volumes;
    const { value, low, high } = icc.forms["2,1"];
    expect(icc.method).toBe("REML");
    expect(text).toContain(`${value!.toFixed(3)} [${low!.toFixed(3)}, ${high!.toFixed(3)}]`);
    expect(text).toContain("by restricted maximum likelihood (REML)");
    const { bias } = pairs[0].blandAltman.difference!;
    expect(text).toContain(`anna, ben ${Number(bias.estimate.toPrecision(3))}`);
    expect(text).toContain("annotated by some only: patient-0001");
  });
  it("says why a coefficient is missing", () => {
    expect(text).toContain(
      "kidney: Fleiss kappa not given: the number of raters differs between units, which this coefficient does not allow",
    );
    expect(text).toContain("Conger kappa not given: only one category occurs");
  });
  it("is left out where it was not asked for", () => {
    expect(parsePage(pageHtml(intervalPage(input))).text).not.toContain("Agreement of the raters on voxels");
  });
});

describe("models as one more rater", () => {
  it("stand in the numbers, with how to read them and what is missing", () => {
    const [{ williams, alternativeAnnotator }] = input.modelsAsRaters!;
    expect(text).toContain(`unet kidney dice ${williams.value!.toFixed(3)} 4 of 4`);
    expect(alternativeAnnotator.raters).toHaveLength(3);
    expect(text).toContain("Wilcoxon's signed-rank test stands in for the t test");
    expect(text).toContain("interval of Williams' index not given: too few cases");
  });
  it("are left out without a model", () => {
    const without = parsePage(pageHtml(intervalPage(studyInput({ models: [] })))).text;
    expect(without).not.toContain("Models as one more rater");
  });
});
