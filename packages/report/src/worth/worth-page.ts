import { foldPlaces, noteText, plural } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { factList, sentenceList, titledList, warningList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type Section, type SectionMaker, sectionsOf } from "../page/section.ts";
import { answersBody } from "./answers-section.ts";
import { concordanceBody } from "./concordance-section.ts";
import { correlationBody } from "./correlation-section.ts";
import { costBody } from "./cost-section.ts";
import { quintileBody } from "./quintile-section.ts";
import { scatterBody } from "./scatter-section.ts";
import { varianceBody } from "./sources-of-variance-section.ts";
import type { WorthPageInput } from "./worth-page-input.ts";

const makers: readonly SectionMaker<WorthPageInput>[] = [
  { id: "answer", title: "Answer", body: answersBody },
  { id: "bear-in-mind", title: "Before you conclude", body: cautionBody },
  { id: "quality-and-gain", title: "Quality and gain", body: scatterBody },
  { id: "concordance", title: "Concordance", body: concordanceBody },
  { id: "tables", title: "Tables", body: quintileBody },
  { id: "correlation", title: "Correlation", body: correlationBody },
  { id: "variance", title: "Variance", body: varianceBody },
  { id: "cost", title: "Cost", body: costBody },
  { id: "findings", title: "Findings", body: findingsBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** Sections about label quality and downstream gain, in the order of their page. */
export function worthSections(input: WorthPageInput): Section[] {
  return sectionsOf(makers, input);
}

/** The page of a run of `pgt worth`. The same input gives the same page. */
export function worthPage(input: WorthPageInput): Page {
  const { versions, datasets, tasks, version } = input;
  return {
    title: input.title ?? "Is it worth improving the labels?",
    facts: [
      plural(versions.length, "version"),
      plural(datasets.length, "dataset"),
      plural(tasks.length, "task"),
    ],
    version,
    sections: worthSections(input),
  };
}

function cautionBody({ warnings, notes }: WorthPageInput): Html[] | null {
  if (warnings.length === 0 && notes.length === 0) return null;
  return headed("Before you conclude", [
    warningList(foldPlaces(warnings, [])),
    titledList("Notes on the tables", notes.map(noteText)),
  ]);
}

/** Findings that look wrong in the tables themselves. */
function findingsBody({ findings, sources }: WorthPageInput): Html[] {
  const read = sources.map(({ file, rows }) => `${file} (${plural(rows, "row")})`).join(", ");
  return headed("Forensic check of the tables", [
    findings.length === 0
      ? html`<p>Nothing was found in ${read}.</p>`
      : sentenceList(findings.map(({ task, metric, message }) => `${task}, ${metric}: ${message}`)),
  ]);
}

function settingsBody({ settings, version }: WorthPageInput): Html[] {
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
      `${100 * settings.level} %, ${settings.replicates} resamples of datasets and versions, seed ${settings.seed}`,
    ],
  ];
  return headed("Settings", factList(facts));
}
