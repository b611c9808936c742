import type { Bound, Comparison, IntervalReport, Placement, SummaryRow } from "@pgt/core";
import type { ScoreRow } from "@pgt/metrics";
import type { Door } from "../src/door-types.ts";
import { main, type Surroundings } from "../src/main.ts";
import type { Terminal } from "../src/terminal.ts";

export const plainTerminal: Terminal = { colour: false, unicode: true, columns: null };

const settings: Comparison["settings"] = {
  convention: {
    id: "pgt",
    boundary: "surfel",
    percentile: "inverse-ecdf",
    empties: "mr",
    toleranceSlack: 1e-6,
  },
  metrics: ["dice", "hd95"],
  labels: null,
  worstCase: "diagonal",
};

export function scoreRow(row: Partial<ScoreRow>): ScoreRow {
  return {
    case: "case_1",
    label: 1,
    name: "kidney",
    metric: "dice",
    a: "reference",
    aSession: 1,
    b: "prediction",
    bSession: 1,
    value: 0.9,
    unit: "",
    reason: null,
    ...row,
  };
}

export function summaryRow(row: Partial<SummaryRow>): SummaryRow {
  return {
    label: 1,
    name: "kidney",
    metric: "dice",
    unit: "",
    mean: 0.9,
    sd: 0.01,
    median: 0.9,
    n: 12,
    expected: 12,
    substituted: 0,
    undefined: {},
    ...row,
  };
}

export function comparison(parts: Partial<Comparison> = {}): Comparison {
  return { settings, rows: [scoreRow({})], summary: [summaryRow({})], failures: [], warnings: [], ...parts };
}

/** Agreement between annotations. */
export function reliability(parts: Partial<Bound["inter"]> = {}): Bound["inter"] {
  return {
    estimate: 0.9,
    these: { low: 0.88, high: 0.92 },
    like: null,
    n: 12,
    expected: 12,
    pairs: 3,
    comparisons: { used: 36, expected: 36 },
    undefined: {},
    ...parts,
  };
}

export function bound(parts: Partial<Bound> = {}): Bound {
  return {
    label: 1,
    name: "kidney",
    metric: "dice",
    unit: "",
    direction: "higher",
    inter: reliability(),
    intra: reliability({ estimate: 0.95, these: { low: 0.94, high: 0.96 } }),
    pgt: { low: 0.9, high: 0.95, estimate: null },
    ceiling: null,
    noiseMm: null,
    tippingBiasMm: null,
    ...parts,
  };
}

export function placement(parts: Partial<Placement> = {}): Placement {
  return {
    model: "m1",
    label: 1,
    name: "kidney",
    metric: "dice",
    reference: "raters",
    estimate: 0.93,
    low: 0.925,
    high: 0.935,
    n: 12,
    expected: 12,
    substituted: 0,
    undefined: {},
    lower: null,
    upper: null,
    state: "INSIDE",
    text: "Inside the PGT interval.",
    ...parts,
  };
}

export function report(parts: Partial<IntervalReport> = {}): IntervalReport {
  return {
    settings,
    rows: [scoreRow({ a: "anna", b: "ben" })],
    bounds: [bound()],
    models: [],
    warnings: [],
    notes: [],
    failures: [],
    ...parts,
  };
}

export function fakeDoor(parts: Partial<Door> = {}): Door {
  return {
    comparePaths: async () => comparison(),
    compareVolumes: async (_, __, { boundary }) => [
      scoreRow({ metric: "hd95", value: boundary ? 1.5 : 1.25, unit: "mm" }),
    ],
    interval: async () => report(),
    writeDemoStudy: async (folder) => ({
      folder,
      raters: { a: `${folder}/raters/a`, b: `${folder}/raters/b` },
      repeats: { a: `${folder}/repeats/a` },
      models: { m1: `${folder}/models/m1` },
      truth: `${folder}/truth`,
      description: "Simulated organs.",
    }),
    ...parts,
  };
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, with a fake library and with streams that are strings. */
export async function run(
  argv: string[],
  door: Door = fakeDoor(),
  parts: Partial<Surroundings> = {},
): Promise<RunResult> {
  let stdout = "";
  let stderr = "";
  const code = await main(argv, {
    version: "1.2.3",
    door: async () => door,
    out: async (text) => void (stdout += text),
    outTerminal: plainTerminal,
    error: (text) => void (stderr += text),
    errorTerminal: plainTerminal,
    signal: new AbortController().signal,
    debug: false,
    ...parts,
  });
  return { code, stdout, stderr };
}
