import packageFile from "../apps/cli/package.json" with { type: "json" };
import { type CoverageRow, coverageMethods } from "../packages/stats/src/simulation/bound-coverage.ts";

interface Run {
  readonly replicates: number;
  readonly seed: number;
  readonly cases: number;
  readonly resamples: number;
  readonly targetCases: number;
}

/** The pilot table of docs/methods/confidence-intervals.md, in the order of `coverageMethods`; absent: not in it. */
const pilot: Readonly<Record<number, readonly string[]>> = {
  2: [".93–.94", "", ".56–.94", ".36–.38", ".20–.47", ".36", "–", "not estimable", "–"],
  3: [".90–.94", "", ".56–.94", ".30–.35", ".20–.47", ".76", ".82", ".95–.97", ".90"],
  4: [".88–.93", "", ".56–.94", ".36–.39", ".20–.47", ".84", ".80", ".92–.94", ".90"],
  5: [".89–.94", "", ".56–.94", ".32–.36", ".20–.47", ".89", ".86", ".91–.92", ".88"],
  8: [".95", "", ".56–.94", ".39–.42", ".20–.47", ".89", ".86", ".90–.91", ".88"],
  12: [".93–.95", "", ".56–.94", ".39–.42", ".20–.47", ".92", ".92", ".94", "–"],
};

/** docs/coverage.md. */
export function coverageDocument(rows: readonly CoverageRow[], run: Run): string {
  const { replicates, seed, cases, resamples, targetCases } = run;
  const head = coverageMethods.map(({ id, estimand }) => `${id}, for ${estimand}`);
  const lines = [
    `# Coverage of the intervals of inter-rater agreement

How often nominal 95 % intervals hold what they are about. Written by \`pnpm bench:coverage\`; version ${packageFile.version}, seed
${seed}, ${replicates} simulated studies for each number of raters R, ${cases} cases, ${resamples} resamples per bootstrap. The numbers do not
depend on the number of workers. Monte Carlo standard error: ${standardError(0.94, replicates)} at .94, ${standardError(0.5, replicates)} at .50.

Raters and cases are both drawn anew in every study: star-shaped objects, annotations radius + b_k + e, tau = sigma = 1
px (as in [stage P](stage-p.md), mu = 0, one session). **These raters**: the mean agreement of the very raters of the
study, over ${targetCases} further cases. **Raters like these**: the mean agreement of two raters drawn at random. The tool gives
the t interval (logit scale) for these raters, and the two-way jackknife with t of R - 1 degrees of freedom (logit scale)
for raters like these; the other columns are why. "Pairs as independent": all pairs and cases taken as one sample.

Each field: share here, and in brackets that of an earlier pilot where it has one (a range over its settings).
`,
    `| R | ${head.join(" | ")} |`,
    `|${"---|".repeat(1 + head.length)}`,
    ...rows.map(
      ({ raters, coverage }) =>
        `| ${raters} | ${coverage.map((value, at) => field(value, raters, at)).join(" | ")} |`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function field(value: number | null, raters: number, at: number): string {
  const here = value === null ? "not estimable" : share(value);
  const there = pilot[raters]?.[at] ?? "";
  return /\d/.test(there) ? `${here} (${there})` : here;
}

function share(value: number): string {
  return value.toFixed(3).replace(/^0/, "");
}

function standardError(value: number, replicates: number): string {
  return share(Math.sqrt((value * (1 - value)) / replicates));
}
