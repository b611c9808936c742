import { foldPlaces, noteText, plural } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { factList, sentenceList, warningList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type SectionMaker, sectionsOf } from "../page/section.ts";
import { flipsBody } from "./flips-section.ts";
import { knownBody } from "./known-section.ts";
import { matricesBody } from "./matrices-section.ts";
import type { NoisePageInput } from "./noise-page-input.ts";

const makers: readonly SectionMaker<NoisePageInput>[] = [
  { id: "flips", title: "Borders", body: flipsBody },
  { id: "matrices", title: "Matrices", body: matricesBody },
  { id: "known", title: "Without a reference", body: knownBody },
  { id: "soft", title: "Soft labels", body: softBody },
  { id: "warnings", title: "To bear in mind", body: warningsBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** The page of a run of `pgt noise`. The same input gives the same page. */
export function noisePage(input: NoisePageInput): Page {
  const { title = "Noise of raters", transitions, cases, version } = input;
  const raters = transitions.filter(({ rater }) => rater !== null);
  return {
    title,
    facts: [plural(raters.length, "rater"), plural(cases, "case")],
    version,
    sections: sectionsOf(makers, input),
  };
}

function softBody({ files }: NoisePageInput): Html[] {
  const arrays = files.filter((name) => name.endsWith(".npz"));
  const maps = files.filter((name) => name.startsWith("maps/soft-"));
  return headed(
    "Soft labels",
    arrays.length > 0
      ? html`<p>The share of raters for each label, as a target for training: ${plural(arrays.length, "file")} in <code>soft</code> (NPZ: <code>probabilities</code> of shape labels, z, y, x, and <code>labels</code>) and ${plural(maps.length, "map")} in <code>maps/soft-LABEL</code> (NIfTI, float32).</p>`
      : html`<p>Not written. <code>pgt noise --soft --out DIR</code> writes the share of raters for each label, as a target for training.</p>`,
  );
}

function warningsBody({ warnings, notes, failures, labels }: NoisePageInput): Html[] | null {
  const said = [...notes.map(noteText), ...failures.map((one) => `${one.case} failed: ${one.message}`)];
  if (warnings.length === 0 && said.length === 0) return null;
  const list = warningList(foldPlaces(warnings, labels));
  return headed("To bear in mind", [list, said.length > 0 && sentenceList(said)]);
}

function settingsBody({ version, settings }: NoisePageInput): Html[] {
  return headed("Settings", [
    factList([
      ["version", `pgt ${version}`],
      ["region of the matrices", settings.region],
      ["distance from borders", `${settings.reachMm} mm`],
    ]),
    html`<p class="small">Formulas and sources: docs/methods/transition-noise.md.</p>`,
  ]);
}
