import { describe, expect, it } from "vitest";
import { noisePage } from "../src/noise/noise-page.ts";
import type { NoisePageInput } from "../src/noise/noise-page-input.ts";
import { pageHtml } from "../src/page/page.ts";

const none = { low: null, high: null };
const bins = [-0.75, -0.25, 0.25, 0.75].map((distanceMm) => ({
  distanceMm,
  voxels: 10,
  marked: distanceMm > 0 ? 8 : 1,
}));
const flips = { label: 1, name: "kidney", fitted: 3, cases: 3, voxels: 40, bins };

const input: NoisePageInput = {
  version: "1.2.3",
  settings: { region: "union@5mm", reachMm: 1 },
  labels: [
    { label: 0, name: "background" },
    { label: 1, name: "kidney" },
    { label: 2, name: "cyst" },
  ],
  transitions: [null, "anna"].map((rater) => ({
    rater,
    labels: [0, 1, 2],
    matrix: [
      [0.99, 0.01, 0],
      [0.04, 0.95999, 0.00001],
      [null, null, null],
    ],
    voxels: [1000, 100, 0],
    kept: [{ low: 0.98, high: 1 }, none, none],
    cases: 3,
  })),
  truthFree: null,
  twoRaters: [],
  flips: [
    {
      ...flips,
      ...{ rater: null, biasMm: 0.5, sigmaMm: 0.4 },
      intervals: { biasMm: { low: 0.25, high: 0.75 }, sigmaMm: none },
    },
    { ...flips, rater: "anna", biasMm: null, sigmaMm: null, intervals: { biasMm: none, sigmaMm: none } },
  ],
  cases: 3,
  files: [],
  warnings: [],
  notes: [],
  failures: [],
};

const text = (more: Partial<NoisePageInput>) => pageHtml(noisePage({ ...input, ...more })).toString();

describe("the page of pgt noise", () => {
  it("shades matrices by the square root of the probability; a row of a label that never occurs is empty", () => {
    const page = text({});
    expect(page).toContain('<td class="h8">0.9900<small>[0.9800, 1]</small></td>');
    expect(page).toContain('<td class="h1">0.0100</td>');
    expect(page).toContain('<td class="h0">&lt;0.0001</td>');
    expect(page.match(/<td class="none">–<\/td>/g)).toHaveLength(6);
    expect(page).toContain("all raters, 3 cases");
  });

  it("draws counted voxels and fits; a rater without a fit has marks alone", () => {
    const page = text({});
    // Inside, what is not marked; outside, what is.
    expect(page).toContain("anna at 0.25 mm: 0.200 of 10 voxels");
    expect(page).toContain("anna at -0.25 mm: 0.100 of 10 voxels");
    expect(page).toContain("all raters bias 0.50 mm, sigma 0.40 mm; anna bias – mm");
    expect(page.match(/class="whisker thin c1"/g)).toHaveLength(80);
    expect(page).not.toContain('class="whisker thin c2"');
    expect(page).toContain("0.50 [0.25, 0.75]");
    // The curve at the border: 0.5 mm beyond it, with 0.4 mm of spread, 0.894 outside and 0.106 inside.
    const starts = [...page.matchAll(/class="whisker thin c1" x1="54\.5%" y1="([\d.]+)"/g)].map(([, y]) =>
      Number(y),
    );
    const [outside, inside] = starts;
    expect((220 - outside) / (220 - inside)).toBeCloseTo(0.8944 / 0.1056, 0);
  });

  it("says in words what is identified", () => {
    expect(text({})).not.toContain("What is known without a reference");
    const matrix = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    const truthFree = {
      ...{ raters: ["anna", "ben", "eva"], labels: [0, 1], matrices: [matrix, matrix, matrix] },
      ...{ prior: [0.75, 0.25], voxels: 100, converged: false, cases: 2 },
    };
    const three = text({ truthFree });
    expect(three).toMatch(
      /if raters err independently.*From 2 cases.*background 0\.7500, kidney 0\.2500.*not come/s,
    );
    expect(three).toContain('<td class="h7">0.8000</td>');
    const solutions = {
      ...{ symmetric: { miss: 0.1, falseAlarm: 0.1, prior: 0.2 }, minimumTrace: null },
      ...{ missAtMost: 0.3, falseAlarmAtMost: 0.05 },
    };
    const two = text({ twoRaters: [{ label: 1, name: "kidney", ...solutions }] });
    expect(two).toMatch(/do not tell who errs.*A third rater would settle it/s);
    expect(two).toContain('<td class="num">0.3000</td><td class="num">0.0500</td>');
  });

  it("says where soft labels are, or how to get them", () => {
    expect(text({})).toContain("pgt noise --soft --out DIR");
    const files = ["maps/soft-1/a.nii.gz", "maps/soft-2/a.nii.gz", "soft/a.npz"];
    expect(text({ files })).toMatch(/1 file in <code>soft<\/code>.*2 maps in <code>maps\/soft-LABEL/s);
  });
});
