import { foldPlaces, noteText, plural } from "@pgt/metrics";
import { anonymousCase, anonymousResult, type NameHash } from "../page/anonymise.ts";
import { type Html, html } from "../page/html.ts";
import { factList, sentenceList, warningList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type Section, type SectionMaker, sectionsOf } from "../page/section.ts";
import type { ConsensusPageInput } from "./consensus-page-input.ts";
import { ratersBody } from "./raters-section.ts";
import { slicesBody } from "./slices-section.ts";
import { structuresBody } from "./structures-section.ts";

const makers: readonly SectionMaker<ConsensusPageInput>[] = [
  { id: "structures", title: "Consensus", body: structuresBody },
  { id: "raters", title: "Raters", body: ratersBody },
  { id: "slices", title: "Slices", body: slicesBody },
  { id: "warnings", title: "To bear in mind", body: warningsBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** The page of a run of `pgt consensus`. The same input gives the same page. */
export function consensusPage(input: ConsensusPageInput): Page {
  const { title = "Consensus of raters", cases, raters, version } = input;
  const count = (values: readonly string[]) => new Set(values).size;
  return {
    title,
    facts: [
      plural(count(raters.map(({ rater }) => rater)), "rater"),
      plural(count(cases.map((one) => one.case)), "case"),
    ],
    version,
    sections: consensusSections(input),
  };
}

function consensusSections(input: ConsensusPageInput): Section[] {
  return sectionsOf(makers, input);
}

/** The input with other names of cases and files. */
export function anonymousConsensus(input: ConsensusPageInput, hash: NameHash): ConsensusPageInput {
  const { cases, slices, slicesMissing, ...rest } = input;
  return {
    ...anonymousResult(rest as ConsensusPageInput, hash),
    cases: cases.map((one) => ({ ...one, case: anonymousCase(one.case, hash) })),
    ...(slices && { slices: slices.map((one) => ({ ...one, case: anonymousCase(one.case, hash) })) }),
    ...(slicesMissing && { slicesMissing: anonymousResult({ notes: slicesMissing }, hash).notes }),
  };
}

function warningsBody({ warnings, notes, failures, cases }: ConsensusPageInput): Html[] | null {
  const said = [...notes.map(noteText), ...failures.map((one) => `${one.case} failed: ${one.message}`)];
  if (warnings.length === 0 && said.length === 0) return null;
  const list = warningList(foldPlaces(warnings, cases));
  return headed("To bear in mind", [list, said.length > 0 && sentenceList(said)]);
}

function settingsBody({ version, settings }: ConsensusPageInput): Html[] {
  const { methods, tie, region, staplePrior, groups, groupWeight } = settings;
  const named = Object.entries(groups).map(([name, ids]) => `${name}: ${ids.join(", ")}`);
  return headed("Settings", [
    factList([
      ["version", `pgt ${version}`],
      ["methods", methods.join(", ")],
      ["ties", tie],
      ["region", region],
      ["prior of STAPLE", staplePrior === null ? null : String(staplePrior)],
      ["groups", named.length === 0 ? null : `${named.join("; ")} (weight: ${groupWeight})`],
    ]),
    html`<p class="small">Formulas and sources: docs/methods/consensus.md; pgt explain METHOD.</p>`,
  ]);
}
