import { type CaseSlices, foldPlaces } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { intervalPage } from "../src/interval/interval-page.ts";
import type { ReportInput } from "../src/interval/report-input.ts";
import { worstAgreeingCases } from "../src/interval/worst-cases.ts";
import { pageHtml } from "../src/page/page.ts";
import { attributesOf, parsePage } from "./page.ts";
import { expectSelfContained } from "./self-contained.ts";
import { type StudyOptions, studyInput } from "./study.ts";

const studies: readonly (readonly [string, StudyOptions])[] = [
  ["whole study", {}],
  ["no repeats", { repeats: false }],
  ["no models", { models: [] }],
  ["one case", { cases: ["only"] }],
  ["one metric", { metrics: ["nsd@2"] }],
];

const square = (from: number): readonly number[] => [from, 3, 8 - from - 3, 0, 8 * 5 - 8];

const slicesOf = (input: ReportInput): CaseSlices[] =>
  worstAgreeingCases(input).map(({ case: id, label }) => ({
    case: id,
    label,
    name: "kidney",
    depth: 9,
    slices: [2, 4, 6].map((index) => ({
      index,
      width: 8,
      height: 5,
      pixelMm: [0.5, 2],
      disagreeing: 7,
      masks: [
        { entity: "anna", session: 1, runs: square(1) },
        { entity: "ben", session: 1, runs: square(2) },
        { entity: "cleo", session: 1, runs: [40] },
      ],
    })),
  }));

describe.each(studies)("the page of a study: %s", (_, options) => {
  const input = studyInput(options);
  const page = parsePage(pageHtml(intervalPage({ ...input, slices: slicesOf(input) })));

  it("is HTML without a fault", () => expect(page.errors).toEqual([]));

  it("loads nothing and runs nothing", () => expectSelfContained(page));

  it("forbids loading by its policy, before anything that could load", () => {
    const metas = page.elements.filter(({ tagName }) => tagName === "meta").map(attributesOf);
    const policy = metas.find((one) => one.get("http-equiv") === "Content-Security-Policy")?.get("content");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|https?:|\*/);
  });

  it("has a text alternative for each plot, and a target for each link", () => {
    const plots = page.elements.filter((one) => attributesOf(one).get("role") === "img");
    expect(plots.length).toBeGreaterThan(0);
    for (const plot of plots) expect(attributesOf(plot).get("aria-label")).toMatch(/.{20,}/);
    const ids = page.elements.flatMap((one) => attributesOf(one).get("id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of page.elements.filter(({ tagName }) => tagName === "a")) {
      expect(ids).toContain(attributesOf(link).get("href")?.slice(1));
    }
  });

  it("shows every bound with cases used of those expected, every model and every warning", () => {
    for (const { inter, intra, unit, name } of input.bounds) {
      expect(page.text).toContain(name);
      for (const one of [inter, intra]) {
        if (!one || one.estimate === null) continue;
        expect(page.text).toContain(one.estimate.toFixed(unit === "mm" ? 2 : 3));
        expect(page.text).toContain(`${one.n} of ${one.expected}`);
      }
    }
    for (const { model, state, text, estimate, metric } of input.models) {
      expect(page.text).toContain(model);
      expect(page.text).toContain(state);
      expect(page.text).toContain(text);
      expect(page.text).toContain(estimate!.toFixed(metric === "hd95" ? 2 : 3));
    }
    for (const { code, place, message } of foldPlaces(input.warnings, input.bounds)) {
      for (const part of [code, place, message]) expect(page.text).toContain(part);
    }
  });

  it("is the same page each time", () => {
    expect(pageHtml(intervalPage(input))).toBe(pageHtml(intervalPage(studyInput(options))));
  });
});

describe("the answer", () => {
  const shown = ({ estimate, fixedRaters: { low, high } }: ReportInput["bounds"][number]["inter"]) =>
    `${estimate?.toFixed(3)} [${low?.toFixed(3)}, ${high?.toFixed(3)}]`;
  const answers = (input: ReportInput) => parsePage(pageHtml(intervalPage(input))).text;

  it("without repeats says that no upper bound is known, and why", () => {
    const input = studyInput({ repeats: false });
    const { inter } = input.bounds[0];
    expect(answers(input)).toContain(
      `raters agree with each other by ${shown(inter)} in 4 of 4 cases; how much better a model could get is not known, since nobody annotated twice.`,
    );
  });

  it("says better and worse of a distance too, and never above or below", () => {
    const input = studyInput({ metrics: ["hd95"] });
    const { inter, intra } = input.bounds[0];
    const text = answers(input);
    expect(text).toContain(
      `Worse than ${inter.estimate?.toFixed(2)} mm a model has room to improve; better than ${intra?.estimate?.toFixed(2)} mm`,
    );
    expect(text).not.toMatch(/(above|below) (inter|intra)-rater agreement/i);
  });

  it("concludes nothing from two cases", () => {
    const input = studyInput();
    const bounds = input.bounds.map((one) => ({ ...one, inter: { ...one.inter, n: 2 } }));
    const text = answers({ ...input, bounds: bounds.slice(0, 1) });
    expect(text).toContain("too few cases to conclude anything: raters agree with each other by");
    expect(text).toContain("in 2 of 4 cases");
    expect(text).not.toContain("a model has room to improve");
  });

  it("with both bounds names both, and says whose bracket it is", () => {
    const input = studyInput();
    const { inter, intra } = input.bounds[0];
    expect(answers(input)).toContain(
      `by the bracket of the PGT paper the Peak Ground Truth lies between ${shown(inter)} in 4 of 4 cases (raters with each other) and ${shown(intra!)} in`,
    );
  });

  it("gives no interval where the bounds are inverted", () => {
    const input = studyInput();
    const bounds = input.bounds.map((one) => ({
      ...one,
      intra: one.intra && { ...one.intra, estimate: 0.5 },
    }));
    expect(answers({ ...input, bounds: bounds.slice(0, 1) })).toContain(
      "no interval. Raters agree less with their own repeats (0.500 [",
    );
  });

  it("marks what this project derives", () => {
    const input = studyInput();
    const derived = {
      ...input.bounds[0],
      ceiling: { estimate: 0.987, fixedRaters: { low: 0.98, high: 0.99 }, randomRaters: null },
    };
    const text = answers({ ...input, bounds: [derived] });
    expect(text).toContain("ceiling*");
    expect(text).toContain("0.987");
    expect(text).toContain("This project's derivation");
  });
});

describe("odd input", () => {
  it("nothing at all", () => {
    const input = studyInput();
    const page = parsePage(
      pageHtml(intervalPage({ ...input, rows: [], bounds: [], models: [], warnings: [], masks: [] })),
    );
    expect(page.errors).toEqual([]);
    expect(page.text).toContain("No structure was compared");
  });

  it("no value for a structure", () => {
    const input = studyInput();
    const rows = input.rows.map((row) => ({ ...row, value: null, reason: "BOTH_EMPTY" as const }));
    const bounds = input.bounds.map((one) => ({
      ...one,
      inter: {
        ...one.inter,
        estimate: null,
        n: 0,
        fixedRaters: { low: null, high: null },
        randomRaters: null,
      },
      intra: null,
    }));
    const page = parsePage(pageHtml(intervalPage({ ...input, rows, bounds, models: [], masks: [] })));
    expect(page.errors).toEqual([]);
    expect(page.text).toContain("kidney: no value");
  });

  it("names that are markup stay text", () => {
    const input = studyInput();
    const evil = `<script>alert("1")</script>`;
    const html = pageHtml(
      intervalPage({
        ...input,
        title: evil,
        notes: [{ code: "N-WORDS", message: evil }],
        rows: input.rows.map((row) => ({ ...row, case: evil + row.case, name: evil })),
        bounds: input.bounds.map((one) => ({ ...one, name: evil })),
      }),
    );
    expect(html).not.toContain("<script");
    expect(parsePage(html).elements.some(({ tagName }) => tagName === "script")).toBe(false);
  });

  it("no masks: neither volumes nor bias, and the rest", () => {
    const { masks: _, ...input } = studyInput();
    const page = parsePage(pageHtml(intervalPage(input)));
    expect(page.text).not.toContain("Who draws larger");
    expect(page.text).toContain("All numbers");
  });
});

describe("a simulated study", () => {
  const input = studyInput({ models: ["unet", "truth"] });
  const withTruth = (estimate: number) => {
    const models = input.models.map((one) => (one.model === "truth" ? { ...one, estimate } : one));
    return parsePage(
      pageHtml(intervalPage({ ...input, models, truth: { model: "truth", description: "made so" } })),
    ).text;
  };
  const [{ pgt }] = input.bounds;

  it("says where the bracket holds the truth and where it misses", () => {
    expect(withTruth((pgt.low! + pgt.high!) / 2)).toMatch(/papers' bracket holds it in [1-9]/);
    expect(withTruth(pgt.high! + 0.01)).toContain("no: the truth is above it");
  });

  it("does not count the truth among the models", () => {
    expect(withTruth(0.9)).toContain("1 model ");
  });
});
