import { plural } from "@pgt/metrics";
import { anonymousResult, leftOut, type NameHash } from "../page/anonymise.ts";
import type { Html } from "../page/html.ts";
import { factList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type Section, type SectionMaker, sectionsOf } from "../page/section.ts";
import { worthSections } from "../worth/worth-page.ts";
import { agreementBody } from "./agreement-section.ts";
import { answerBody } from "./answer-section.ts";
import { figureBody } from "./figure-section.ts";
import { qualityBody } from "./quality-section.ts";
import { runsBody } from "./runs-section.ts";
import { scoresBody } from "./scores-section.ts";
import { statementsBody } from "./statements-section.ts";
import { basesOf, type StudyPageInput, tasksOf } from "./study-page-input.ts";
import { tasksBody } from "./tasks-section.ts";

const first: readonly SectionMaker<StudyPageInput>[] = [
  { id: "answer", title: "Answer", body: answerBody },
  { id: "statements", title: "Statements", body: statementsBody },
  { id: "quality-and-score", title: "Quality and score", body: figureBody },
  { id: "quality", title: "Label quality", body: qualityBody },
  { id: "scores", title: "Scores", body: scoresBody },
  { id: "runs", title: "Runs", body: runsBody },
  { id: "annotators", title: "Annotators", body: agreementBody },
];

const last: readonly SectionMaker<StudyPageInput>[] = [
  { id: "tasks", title: "Tasks", body: tasksBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** Sections of the page of `pgt worth` that this page says in its own way. */
const ownWay = ["answer", "tables", "settings"];

/** The page of an experiment with versions of labels. The same input gives the same page. */
export function studyPage(input: StudyPageInput): Page {
  const { settings, versions, version, status } = input;
  return {
    title: input.title ?? `${settings.name}: is it worth improving the labels?`,
    facts: [
      plural(basesOf(input).length, "data set"),
      plural(new Set(versions.map((one) => one.version)).size, "version"),
      plural(tasksOf(input).length, "task"),
      plural(settings.runs, "run"),
      plural(status.length, "step"),
    ],
    version,
    sections: [
      ...sectionsOf(first, input),
      ...(input.worth ? sectionsOfWorth({ ...input.worth, version }) : []),
      ...sectionsOf(last, input),
    ],
  };
}

function sectionsOfWorth(worth: NonNullable<StudyPageInput["worth"]>): Section[] {
  return worthSections(worth).filter(({ id }) => !ownWay.includes(id));
}

function settingsBody({ settings, worth, version }: StudyPageInput): Html[] {
  const { engine, engineSettings, runs, seed, metrics } = settings;
  const given = Object.entries(engineSettings).map(([name, value]) => `${name} ${value}`);
  return headed(
    "Settings",
    factList([
      ["version", `pgt ${version}`],
      ["trained", engine],
      ["its settings", given.length > 0 ? given.join(", ") : null],
      ["runs", `${runs}, seed of the first ${seed}`],
      ["metrics", metrics.join(", ")],
      [
        "intervals",
        worth &&
          `${100 * worth.settings.level} %, ${worth.settings.replicates} resamples of data sets and versions, seed ${worth.settings.seed}`,
      ],
    ]),
  );
}

/** The result without what faults said, which may name files and cases. */
export function anonymousStudy(input: StudyPageInput, hash: NameHash): StudyPageInput {
  const { worth, status } = input;
  return {
    ...input,
    worth: worth && anonymousResult(worth, hash),
    status: status.map((one) => ({ ...one, message: one.message === null ? null : leftOut })),
  };
}
