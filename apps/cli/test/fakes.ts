import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type {
  Bound,
  Comparison,
  DesignReport,
  IntervalReport,
  Placement,
  SummaryRow,
  WrittenStudy,
} from "@pgt/core";
import type { ScoreRow } from "@pgt/metrics";
import type { Library } from "../src/context.ts";
import { type CliEnvironment, main } from "../src/main.ts";
import type { Terminal } from "../src/terminal/terminal.ts";

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
    interval: { low: 0.89, high: 0.91 },
    n: 12,
    expected: 12,
    substituted: 0,
    undefined: {},
    ...row,
  };
}

export function comparison(parts: Partial<Comparison> = {}): Comparison {
  return {
    ...{
      settings,
      rows: [scoreRow({})],
      masks: [],
      summary: [summaryRow({})],
      worst: [],
      failures: [],
      warnings: [],
    },
    ...parts,
  };
}

/** Agreement between annotations. */
export function reliability(parts: Partial<Bound["inter"]> = {}): Bound["inter"] {
  return {
    estimate: 0.9,
    fixedRaters: { low: 0.88, high: 0.92 },
    randomRaters: null,
    n: 12,
    expected: 12,
    pairs: 3,
    substituted: 0,
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
    intra: reliability({ estimate: 0.95, fixedRaters: { low: 0.94, high: 0.96 } }),
    pgt: { low: 0.9, high: 0.95, estimate: null, fixedRaters: { low: null, high: null }, randomRaters: null },
    ceiling: null,
    noiseMm: null,
    tippingBiasMm: null,
    sensitivity: null,
    bracketHolds: null,
    corrected: null,
    notEstimable: {},
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
    bounds: { inter: 0.9, intra: 0.95, truth: null, ceiling: null },
    lower: null,
    upper: null,
    leak: null,
    randomRaters: null,
    equivalence: null,
    state: "INSIDE",
    text: "Inside the PGT interval.",
    ...parts,
  };
}

export function report(parts: Partial<IntervalReport> = {}): IntervalReport {
  return {
    settings,
    seed: 20230418,
    study: { raters: { anna: "a", ben: "b" } },
    entities: ["anna", "ben"].map((id) => ({ id, role: "rater", session: 1, masks: id })),
    cases: [{ case: "case_1", diagonalMm: 100, spacingMm: [1, 1, 1] }],
    masks: [],
    rows: [scoreRow({ a: "anna", b: "ben" })],
    bounds: [bound()],
    modelsAsRaters: [],
    consensus: [],
    models: [],
    warnings: [],
    notes: [],
    failures: [],
    ...parts,
  };
}

export function designReport(parts: Partial<DesignReport> = {}): DesignReport {
  const width = { mean: 0.0625, low: 0.05, high: 0.075 };
  const sizes = { raters: 2, sessions: 1, cases: 12, repeating: 0 };
  const row = { label: 1, name: "kidney", metric: "dice", unit: "", pgt: null };
  return {
    from: "run",
    seed: 1,
    replicates: 200,
    scenarios: [
      { name: "current", ...sizes },
      { name: "one more rater", ...sizes, raters: 3 },
    ],
    rows: [
      {
        ...row,
        scenario: "current",
        inter: { fixedRaters: width, randomRaters: null },
        intra: { fixedRaters: null, randomRaters: null },
      },
      {
        ...row,
        scenario: "one more rater",
        inter: { fixedRaters: width, randomRaters: { mean: 0.25, low: 0.125, high: 0.5 } },
        intra: { fixedRaters: null, randomRaters: null },
      },
    ],
    components: [],
    notes: [{ code: "N-DESIGN", message: "no rater annotated a case twice" }],
    ...parts,
  };
}

export function writtenStudy(parts: Partial<WrittenStudy> = {}): WrittenStudy {
  return {
    folder: "study",
    manifest: "study/study.yaml",
    truth: "study/truth",
    raters: ["rater1", "rater2"],
    sessions: 2,
    cases: ["case01"],
    structures: [],
    seed: 1,
    description: "1 cases, 2 raters.",
    ...parts,
  };
}

export function fakeLibrary(parts: Partial<Library> = {}): Library {
  return {
    comparePaths: async () => comparison(),
    compare: async (_, { boundary } = {}) =>
      comparison({ rows: [scoreRow({ metric: "hd95", value: boundary ? 1.5 : 1.25, unit: "mm" })] }),
    interval: async () => report(),
    quality: async () => Promise.reject(new Error("quality is not faked")),
    rank: async () => Promise.reject(new Error("rank is not faked")),
    proposeStudy: async (folder, { caseIs, raterIs } = {}) =>
      `# proposed for ${[folder, caseIs, raterIs].filter((one) => one !== undefined).join(" ")}\npgt: 1\n`,
    disagreementSlices: async () => ({ slices: [], notes: [] }),
    writeFile: async (path, chunks) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, [...chunks].join(""));
    },
    writeDemoStudy: async (folder) => ({
      folder,
      raters: { a: `${folder}/raters/a`, b: `${folder}/raters/b` },
      repeats: { a: `${folder}/repeats/a` },
      models: { m1: `${folder}/models/m1` },
      truth: `${folder}/truth`,
      description: "Simulated organs.",
    }),
    simulateDesign: async (from) => designReport({ from }),
    writeSimulatedStudy: async (folder) => writtenStudy({ folder }),
    derive: async () => Promise.reject(new Error("derive is not faked")),
    prompts: async () => Promise.reject(new Error("prompts is not faked")),
    worth: async () => Promise.reject(new Error("worth is not faked")),
    checkTables: async () => Promise.reject(new Error("checkTables is not faked")),
    ...parts,
  } as Library;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, with a fake library and with streams that are strings. */
export async function run(
  argv: string[],
  library: Library = fakeLibrary(),
  parts: Partial<CliEnvironment> = {},
): Promise<RunResult> {
  let stdout = "";
  let stderr = "";
  const code = await main(argv, {
    version: "1.2.3",
    library: async () => library,
    out: async (text) => void (stdout += text),
    outTerminal: plainTerminal,
    error: (text) => void (stderr += text),
    errorTerminal: plainTerminal,
    signal: new AbortController().signal,
    endAtOnce: () => {},
    debug: false,
    ...parts,
  });
  return { code, stdout, stderr };
}
