import { defaultSeed, type Note, UsageError } from "@pgt/metrics";
import { type LabelScores, labelScores } from "../scores/label-scores.ts";
import { type StudyScores, studyUnits } from "../scores/study-scores.ts";
import { type DesignWidths, expectedWidths } from "./expected-widths.ts";
import {
  type InterComponents,
  type IntraComponents,
  interComponents,
  intraComponents,
} from "./score-components.ts";
import type { ScoreDesign } from "./simulated-scores.ts";

export interface DesignScenario extends ScoreDesign {
  /** `current`, `one more rater`, `one more session`, `twenty more cases`, `asked for`. */
  readonly name: string;
}

/** Gain of one label and metric from another design. */
export interface DesignRow extends DesignWidths {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly scenario: string;
}

/** Variance components of one label and metric; null: the table does not show them. */
export interface DesignComponents {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly inter: InterComponents | null;
  readonly intra: IntraComponents | null;
}

export interface DesignTable {
  readonly scenarios: readonly DesignScenario[];
  /** Entries by label and metric, within them by scenario. */
  readonly rows: readonly DesignRow[];
  readonly components: readonly DesignComponents[];
  /** Limits of what the table of scores could show. */
  readonly notes: readonly Note[];
}

export interface DesignOptions {
  readonly raters?: number;
  readonly sessions?: number;
  readonly cases?: number;
  /** Simulated studies per row. Default 300. */
  readonly replicates?: number;
  readonly seed?: number;
}

export const moreCases = 20;

const mostCells = 4_000_000;

/**
 * "What if a third rater, a second session, twenty more cases": the expected width of every interval of a study, now
 * and with each of these, and with the sizes asked for, from the variance components of its own table of scores.
 *
 * @throws UsageError for sizes that no study has, or a table without any comparison between annotations of raters.
 */
export function designCalculator(study: StudyScores, options: DesignOptions = {}): DesignTable {
  const { replicates = 300, seed = defaultSeed } = options;
  const current = currentDesign(study);
  const scenarios = scenariosOf(current, options);
  for (const scenario of scenarios) checkSize(scenario);
  const scores = labelScores(study);
  const annotations = sessionCounts(study);
  const meanSessions = annotations.reduce((sum, count) => sum + count, 0) / annotations.length;
  const components = scores.map((entry) => ({
    label: entry.label,
    name: entry.name,
    metric: entry.metric.key,
    inter: interComponents(entry, meanSessions),
    intra: intraComponents(entry, current.sessions),
  }));
  if (components.every(({ inter, intra }) => inter === null && intra === null)) {
    throw new UsageError(
      "E_DESIGN",
      "the table of scores: expected comparisons between raters, or of raters with their repeats, on at least two cases; found none",
    );
  }
  const rows = scores.flatMap((entry, at) =>
    scenarios.map((scenario, place) => ({
      label: entry.label,
      name: entry.name,
      metric: entry.metric.key,
      unit: entry.metric.definition.unit,
      scenario: scenario.name,
      ...expectedWidths(entry.metric, components[at], scenario, {
        replicates,
        seed,
        stream: 1 + place + 8 * at,
      }),
    })),
  );
  return { scenarios, rows, components, notes: notesOf(current, scores, components) };
}

/** Sizes of the study as it is: all cases, and the most sessions that a rater has. */
function currentDesign(study: StudyScores): ScoreDesign {
  const counts = sessionCounts(study);
  return {
    raters: counts.length,
    sessions: Math.max(1, ...counts),
    cases: studyUnits(study).length,
    repeating: counts.filter((count) => count > 1).length,
  };
}

/** Sessions of each rater that is in the table. */
function sessionCounts({ rows, raters }: StudyScores): number[] {
  const sessions = new Map<string, Set<number>>(raters.map((id) => [id, new Set()]));
  for (const { a, aSession, b, bSession } of rows) {
    sessions.get(a)?.add(aSession);
    sessions.get(b)?.add(bSession);
  }
  return [...sessions.values()].map(({ size }) => size).filter((count) => count > 0);
}

function scenariosOf(current: ScoreDesign, { raters, sessions, cases }: DesignOptions): DesignScenario[] {
  const { repeating } = current;
  const scenarios: DesignScenario[] = [
    { name: "current", ...current },
    {
      name: "one more rater",
      ...current,
      raters: current.raters + 1,
      repeating: repeating > 0 ? repeating + 1 : 0,
    },
    { name: "one more session", ...current, sessions: current.sessions + 1, repeating: current.raters },
    { name: "twenty more cases", ...current, cases: current.cases + moreCases },
  ];
  if (raters === undefined && sessions === undefined && cases === undefined) return scenarios;
  const asked = {
    raters: raters ?? current.raters,
    sessions: sessions ?? current.sessions,
    cases: cases ?? current.cases,
  };
  return [...scenarios, { name: "asked for", ...asked, repeating: asked.sessions > 1 ? asked.raters : 0 }];
}

function checkSize({ name, raters, sessions, cases }: DesignScenario): void {
  const sizes = [
    ["raters", raters, 1],
    ["sessions", sessions, 1],
    ["cases", cases, 2],
  ] as const;
  for (const [size, value, least] of sizes) {
    if (!Number.isInteger(value) || value < least) {
      throw new UsageError(
        "E_DESIGN",
        `${size}: expected a whole number of at least ${least}, found ${value}`,
      );
    }
  }
  if (cases * raters ** 2 > mostCells) {
    throw new UsageError(
      "E_DESIGN",
      `the design ${name} of ${raters} raters and ${cases} cases is too large to simulate; expected cases times raters squared of at most ${mostCells}`,
    );
  }
}

function notesOf(
  current: ScoreDesign,
  scores: readonly LabelScores[],
  components: readonly DesignComponents[],
): Note[] {
  const { raters, sessions } = current;
  const messages = [
    "widths rest on the variance components of this table, which are themselves uncertain with few raters or cases; they are taken as known",
  ];
  if (sessions === 1) {
    messages.push(
      "no rater annotated a case twice: what a second session would give cannot be told from this table, and between raters it is taken to change nothing",
    );
  }
  if (raters === 2 && components.some(({ inter }) => inter?.source === "noise model")) {
    messages.push(
      "two raters show one pair: how much pairs differ is taken from the noise model (this project's derivation), half of what is a rater's own being constant over a surface",
    );
  }
  if (components.some(({ inter }) => inter?.source === "none")) {
    messages.push(
      "for some metrics two raters do not show how much pairs differ, so widths for raters like these cannot be told",
    );
  }
  if (raters === 3) {
    messages.push(
      "with three raters the part of a rater cannot be told from that of a pair: a third is taken as the rater's",
    );
  }
  if (scores.some(({ repeatingRaters }) => repeatingRaters.length === 1)) {
    messages.push("one rater's repeats do not show how repeats differ between raters");
  }
  return messages.map((message) => ({ code: "N-DESIGN", message }));
}
