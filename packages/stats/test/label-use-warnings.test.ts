import { type MaskRow, sentenceOf } from "@pgt/metrics";
import { expect, it } from "vitest";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import type { WarningCode } from "../src/interval/warnings/warning.ts";
import { caseName, dice, row } from "./study-fixture.ts";

const four = [0, 1, 2, 3].map(caseName);

/** Masks of four cases: entity -> the labels that it marks in each case, or in every case. */
function study(
  marks: Readonly<Record<string, readonly number[] | readonly (readonly number[])[]>>,
  models: string[] = [],
) {
  const ofCase = (entity: string, k: number): readonly number[] => {
    const [first] = marks[entity];
    return (Array.isArray(first) ? marks[entity][k] : marks[entity]) as readonly number[];
  };
  const entities = Object.keys(marks);
  const labels = [...new Set(entities.flatMap((entity) => four.flatMap((_, k) => ofCase(entity, k))))];
  const masks = four.flatMap((id, k) =>
    entities.flatMap((entity) =>
      labels.map((label): MaskRow => {
        const volumeMl = ofCase(entity, k).includes(label) ? 5 : 0;
        return { case: id, label, name: String(label), entity, session: 1, volumeMl, areaMm2: null };
      }),
    ),
  );
  const raters = entities.filter((entity) => !models.includes(entity));
  const rows = four.map((id) => row(id, raters[0], raters[1], 0));
  return { rows, raters, models, metrics: [dice], masks };
}

const messages = (of: ReturnType<typeof study>, code: WarningCode) =>
  pgtInterval(of)
    .warnings.filter((warning) => warning.code === code)
    .map((warning) => `${warning.label ?? "all"}: ${sentenceOf(warning)}`);

it("W-LABELS names labels that one rater marks and another never does, and the map that unites them", () => {
  expect(messages(study({ anna: [1], ben: [255] }), "W-LABELS")).toEqual([
    expect.stringMatching(
      /label 1 by anna and never by ben; label 255 by ben and never by anna\..*map: \{ 255: 1 \} for ben, or with --map\.$/,
    ),
  ]);
});

it("W-LABELS for a model that numbers otherwise than the raters", () => {
  const numbered = study({ anna: [1, 2], ben: [1, 2], net: [5, 6] }, ["net"]);
  expect(messages(numbered, "W-LABELS")).toEqual([
    expect.stringMatching(
      /labels 1, 2 by anna and ben and never by net; labels 5, 6 by net and never by anna and ben/,
    ),
  ]);
});

it("no W-LABELS where labels are shared, one set has more of them, or finds are rare", () => {
  expect(messages(study({ anna: [1, 2], ben: [1, 2] }), "W-LABELS")).toEqual([]);
  expect(messages(study({ anna: [1, 2], ben: [1] }), "W-LABELS")).toEqual([]);
  const rare = study({ anna: [[1, 2], [1], [1], [1]], ben: [[1], [1, 3], [1], [1]] });
  expect(messages(rare, "W-LABELS")).toEqual([]);
});

it("W-LABELS asks whether a set with negative or very many labels is an image", () => {
  expect(messages(study({ anna: [1], ben: [-1000, -3, 1, 40] }), "W-LABELS")).toEqual([
    expect.stringMatching(
      /masks of ben have 4 different labels, of which 2 below 0 \(-1000, -3\): is this an image\?/,
    ),
  ]);
  const grey = Array.from({ length: 257 }, (_, value) => value + 1);
  expect(messages(study({ anna: [1], ben: grey }), "W-LABELS")).toEqual([
    expect.stringMatching(/masks of ben have 257 different labels: is this an image\?/),
  ]);
  expect(messages(study({ anna: [1], ben: grey.slice(1) }), "W-LABELS")).toHaveLength(1);
  expect(messages(study({ anna: grey.slice(1), ben: grey.slice(1) }), "W-LABELS")).toEqual([]);
});

it("W-EMPTY names who never marks a structure that the others mark in most cases", () => {
  const missing = study({ anna: [1, 2], ben: [1, 2], carl: [1], net: [2] }, ["net"]);
  expect(messages(missing, "W-EMPTY")).toEqual([
    expect.stringMatching(
      /^2: The masks of carl are empty in 4 of 4 cases, while other raters mark it in most/,
    ),
    expect.stringMatching(/^1: The masks of net are empty in 4 of 4 cases/),
  ]);
  expect(messages(study({ anna: [1, 2], ben: [1, 2], carl: [] }), "W-EMPTY")).toEqual([
    expect.stringMatching(/^1: The masks of carl are empty in 4 of 4 cases/),
    expect.stringMatching(/^2: The masks of carl are empty in 4 of 4 cases/),
  ]);
});

it("no W-EMPTY for what the others rarely mark, and none beside W-LABELS", () => {
  const rare = study({ anna: [[1, 2], [1], [1], [1, 2]], ben: [[1, 2], [1], [1], [1, 2]], carl: [1] });
  expect(messages(rare, "W-EMPTY")).toEqual([]);
  expect(messages(study({ anna: [1], ben: [255] }), "W-EMPTY")).toEqual([]);
  expect(messages(study({ anna: [1], ben: [-7] }), "W-EMPTY")).toEqual([]);
});
