import { section } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { plural } from "../page/number-format.ts";
import { pageText } from "../page/page.ts";
import { answersSection } from "./answers-section.ts";
import { concordanceSection } from "./concordance-section.ts";
import { correlationSection } from "./correlation-section.ts";
import { costSection } from "./cost-section.ts";
import { quintileSection } from "./quintile-section.ts";
import { scatterSection } from "./scatter-section.ts";
import { varianceSection } from "./sources-of-variance-section.ts";
import type { WorthPageInput } from "./worth-page-input.ts";

/** The page of a run of `pgt worth`. The same input gives the same page. */
export function renderWorth(input: WorthPageInput): string {
  const { versions, datasets, tasks, version } = input;
  return pageText({
    title: input.title ?? "Is it worth improving the labels?",
    facts: [
      plural(versions.length, "version"),
      plural(datasets.length, "dataset"),
      plural(tasks.length, "task"),
    ],
    version,
    sections: [
      ["Answer", answersSection(input)],
      ["Before you conclude", cautionSection(input)],
      ["Quality and gain", scatterSection(input)],
      ["Concordance", concordanceSection(input)],
      ["Tables", quintileSection(input)],
      ["Correlation", correlationSection(input)],
      ["Variance", varianceSection(input)],
      ["Cost", costSection(input)],
      ["Findings", findingsSection(input)],
      ["Settings", settingsSection(input)],
    ],
  });
}

function cautionSection({ warnings, notes }: WorthPageInput): Html | null {
  if (warnings.length === 0 && notes.length === 0) return null;
  return section("bear-in-mind", "Before you conclude", [
    warnings.length > 0 &&
      html`<ul class="warnings">${warnings.map(({ code, message }) => html`<li><p>${message}</p><p class="small"><code>${code}</code></p></li>`)}</ul>`,
    notes.length > 0 &&
      html`<h3>Notes on the tables</h3><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`,
  ]);
}

/** What looks wrong in the tables themselves. */
function findingsSection({ findings, sources }: WorthPageInput): Html {
  const read = sources.map(({ file, rows }) => `${file} (${plural(rows, "row")})`).join(", ");
  return section("findings", "Forensic check of the tables", [
    findings.length === 0
      ? html`<p>Nothing was found in ${read}.</p>`
      : html`<ul>${findings.map(({ task, metric, message }) => html`<li>${task}, ${metric}: ${message}</li>`)}</ul>`,
  ]);
}

function settingsSection({ settings, version }: WorthPageInput): Html {
  const facts: readonly (readonly [string, string | null])[] = [
    ["version", `pgt ${version}`],
    ["task of label quality", settings.qualityTask],
    ["baseline", settings.baseline ?? "none"],
    ["labels that quality is measured against", settings.referenceVersion],
    [
      "smallest relevant gain",
      settings.relevantGainPoints === null ? "not given" : `${settings.relevantGainPoints} points`,
    ],
    [
      "intervals",
      `${100 * settings.level} %, ${settings.replicates} resamples of columns, seed ${settings.seed}`,
    ],
  ];
  return section(
    "settings",
    "Settings",
    html`<dl>${facts.map(([name, value]) => value !== null && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`,
  );
}
