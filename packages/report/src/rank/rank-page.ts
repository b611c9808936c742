import { noteText, plural } from "@pgt/metrics";
import { fold } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { factList, sentenceList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type Section, type SectionMaker, sectionsOf } from "../page/section.ts";
import { dependenceBody } from "./dependence-section.ts";
import { metricsBody } from "./metrics-section.ts";
import type { RankPageInput, RankPageTask } from "./rank-page-input.ts";
import { rankingBody } from "./ranking-section.ts";

const makers: readonly SectionMaker<RankPageInput>[] = [
  { id: "answer", title: "Answer", body: answerBody },
  { id: "ranking", title: "Rankings", body: rankingBody },
  { id: "dependence", title: "Dependence", body: dependenceBody },
  { id: "metrics", title: "Metrics", body: metricsBody },
  { id: "notes", title: "Notes", body: notesBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** Sections about rankings, in the order of their page. */
export function rankSections(input: RankPageInput): Section[] {
  return sectionsOf(makers, input);
}

/** The page of a run of `pgt rank`. The same input gives the same page. */
export function rankPage(input: RankPageInput): Page {
  const { title = "Ranking report", algorithms, tasks, version } = input;
  return {
    title,
    facts: [plural(algorithms.length, "algorithm"), plural(tasks[0]?.ranking.cases ?? 0, "case")],
    version,
    sections: rankSections(input),
  };
}

function answerBody({ basis, tasks }: RankPageInput): Html[] {
  const [main, ...others] = tasks;
  const together = others.filter(({ label }) => label === null);
  const single = others.filter(({ label }) => label !== null);
  return headed("Answer", [
    basis && html`<p>${basis}</p>`,
    element(
      "div",
      "answer",
      (main?.answer ?? []).map((sentence) => html`<p>${sentence}</p>`),
    ),
    firstSentences(together),
    single.length > 0 && fold("Single labels", firstSentences(single)),
  ]);
}

function firstSentences(tasks: readonly RankPageTask[]): Html | null {
  return tasks.length === 0 ? null : sentenceList(tasks.map(({ answer }) => answer[0]));
}

function notesBody({ notes }: RankPageInput): Html[] | null {
  return notes.length === 0 ? null : headed("Notes", sentenceList(notes.map(noteText)));
}

function settingsBody({ version, source, settings, references }: RankPageInput): Html[] {
  const { method, missing, replicates, seed } = settings;
  return headed(
    "Settings",
    factList([
      ["version", `pgt ${version}`],
      ["table", source],
      ["aggregation", method],
      ["missing values", missing === "worst" ? "count as the worst" : `count as ${missing}`],
      ["resamples", `${replicates}, seed ${seed}`],
      ["references", references.join(", ")],
    ]),
  );
}
