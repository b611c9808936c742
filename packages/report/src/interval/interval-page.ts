import { plural } from "@pgt/metrics";
import type { NameHash } from "../page/anonymise.ts";
import type { Page } from "../page/page.ts";
import { type Section, type SectionMaker, sectionsOf } from "../page/section.ts";
import { agreementBody } from "./agreement-section.ts";
import { anonymousInput } from "./anonymous-input.ts";
import { answerBody } from "./answer-section.ts";
import { biasBody } from "./bias-section.ts";
import { consensusBody } from "./consensus-section.ts";
import { heatBody } from "./heat-section.ts";
import { methodsBody } from "./methods-section.ts";
import { noiseBody } from "./noise-section.ts";
import type { ReportInput } from "./report-input.ts";
import { settingsBody } from "./settings-section.ts";
import { slicesBody } from "./slices-section.ts";
import { stripBody } from "./strip-section.ts";
import { type StudyView, studyView } from "./study-view.ts";
import { styleBody } from "./style-section.ts";
import { tablesBody } from "./tables-section.ts";
import { truthBody } from "./truth-section.ts";
import { volumeBody } from "./volume-section.ts";
import { warningsBody } from "./warnings-section.ts";

const makers = [
  { id: "answer", title: "Answer", body: answerBody },
  { id: "bear-in-mind", title: "Before you conclude", body: warningsBody },
  { id: "truth", title: "Truth", body: truthBody },
  { id: "pairs", title: "Pairs", body: heatBody },
  { id: "noise", title: "Noise", body: noiseBody },
  { id: "bias", title: "Bias", body: biasBody },
  { id: "volumes", title: "Volumes", body: volumeBody },
  { id: "consensus", title: "Consensus", body: consensusBody },
  { id: "agreement", title: "Agreement", body: agreementBody },
  { id: "style", title: "Style", body: styleBody },
  { id: "cases", title: "Cases", body: stripBody },
  { id: "worst", title: "Slices", body: slicesBody },
  { id: "tables", title: "Numbers", body: tablesBody },
  { id: "methods", title: "Methods", body: methodsBody },
  { id: "settings", title: "Settings", body: settingsBody },
] as const satisfies readonly SectionMaker<StudyView>[];

export type IntervalSectionId = (typeof makers)[number]["id"];

/**
 * Sections about a study, in the order of its page.
 *
 * @param ids those wanted. Default: all.
 */
export function intervalSections(view: StudyView, ids?: readonly IntervalSectionId[]): Section[] {
  return sectionsOf(ids ? makers.filter(({ id }) => ids.includes(id)) : makers, view);
}

export interface IntervalPageOptions {
  /** Given: case ids and file names are replaced by what it returns for them. */
  readonly anonymous?: NameHash;
}

/**
 * The page of a run of `pgt interval`. The same input gives the same page.
 *
 * @throws UsageError if the settings name a metric that does not exist.
 */
export function intervalPage(input: ReportInput, { anonymous }: IntervalPageOptions = {}): Page {
  const view = studyView(anonymous ? anonymousInput(input, anonymous) : input);
  const { raters, models, cases } = view;
  const { title = "Peak Ground Truth report", version } = view.input;
  return {
    title,
    facts: [
      plural(cases.length, "case"),
      plural(raters.length, "rater"),
      ...(models.length > 0 ? [plural(models.length, "model")] : []),
      ...(anonymous ? ["names of cases and files replaced"] : []),
    ],
    version,
    sections: intervalSections(view),
  };
}
