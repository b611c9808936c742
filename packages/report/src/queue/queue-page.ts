import { noteText, plural } from "@pgt/metrics";
import { anonymousCase, anonymousResult, type NameHash } from "../page/anonymise.ts";
import { type Html, html } from "../page/html.ts";
import { factList, sentenceList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type SectionMaker, sectionsOf } from "../page/section.ts";
import { listBody } from "./list-section.ts";
import { picturesBody } from "./pictures-section.ts";
import type { QueuePageInput } from "./queue-page-input.ts";

const makers: readonly SectionMaker<QueuePageInput>[] = [
  { id: "list", title: "Regions to look at", body: listBody },
  { id: "slices", title: "Slices", body: picturesBody },
  { id: "notes", title: "To bear in mind", body: notesBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** The page of a run of `pgt queue`. The same input gives the same page. */
export function queuePage(input: QueuePageInput): Page {
  const { title = "What to annotate again", raters, models, cases, items, version } = input;
  const facts = [
    plural(items.length, "region"),
    ...(raters.length > 0 ? [plural(raters.length, "rater")] : []),
    ...(models.length > 0 ? [plural(models.length, "model")] : []),
    plural(cases, "case"),
  ];
  return { title, facts, version, sections: sectionsOf(makers, input) };
}

/** The input with other names of cases and files. */
export function anonymousQueue(input: QueuePageInput, hash: NameHash): QueuePageInput {
  const { items, pictures, picturesMissing, ...rest } = input;
  const renamed = <One extends { readonly case: string }>(one: One): One => ({
    ...one,
    case: anonymousCase(one.case, hash),
  });
  return {
    ...anonymousResult(rest as QueuePageInput, hash),
    items: items.map(renamed),
    ...(pictures && { pictures: pictures.map(renamed) }),
    ...(picturesMissing && { picturesMissing: anonymousResult({ notes: picturesMissing }, hash).notes }),
  };
}

function notesBody({ notes, failures, missingModes }: QueuePageInput): Html[] | null {
  const said = [
    ...notes.map(noteText),
    ...failures.map((one) => `${one.case} failed: ${one.message}`),
    ...missingModes.map(({ mode, needs }) => `Not looked for: ${mode}, which needs ${needs}.`),
  ];
  return said.length === 0 ? null : headed("To bear in mind", [sentenceList(said)]);
}

function settingsBody({ version, settings }: QueuePageInput): Html[] {
  const { modes, entropyAbove, thicknessMm, minimumMl, weights, labelWeights, minutes, sliceMinutes } =
    settings;
  const named = (all: Readonly<Record<string, number>>) =>
    Object.entries(all)
      .map(([name, weight]) => `${name} ${weight}`)
      .join(", ");
  return headed("Settings", [
    factList([
      ["version", `pgt ${version}`],
      ["modes", modes.join(", ")],
      ["entropy above", `${entropyAbove} bits`],
      ["thickness from", `${thicknessMm} mm`],
      ["volume from", `${minimumMl} mL`],
      ["weights of terms", named(weights)],
      ["weights of labels", Object.keys(labelWeights).length === 0 ? null : named(labelWeights)],
      ["minutes", `${minutes} a region${sliceMinutes > 0 ? `, ${sliceMinutes} a slice` : ""}`],
    ]),
    html`<p class="small">Formulas: docs/methods/queue.md.</p>`,
  ]);
}
