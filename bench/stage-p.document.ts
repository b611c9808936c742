import packageFile from "../apps/cli/package.json" with { type: "json" };
import {
  coverageRhos,
  coverageTaus,
  type JointCoverageCell,
} from "../packages/stats/src/simulation/joint-coverage.ts";
import { type LeakRates, leakModels } from "../packages/stats/src/simulation/leak-rates.ts";
import {
  type StagePCell,
  type StagePResult,
  stagePDefaults,
  stagePIntervalNames,
} from "../packages/stats/src/simulation/stage-p.ts";
import { isPilotDesign, isTolerable, stagePFactors } from "../packages/stats/src/simulation/stage-p-cells.ts";
import { type StagePModel, stagePModels } from "../packages/stats/src/simulation/stage-p-models.ts";

interface Run {
  readonly replicates: number;
  readonly leakReplicates: number;
  readonly seed: number;
}

export interface StagePNumbers {
  readonly cells: readonly StagePResult[];
  readonly coverage: readonly JointCoverageCell[];
  readonly leaks: readonly LeakRates[];
}

/** Share of studies that the tool's own interval is asked to hold the truth in. */
const asked = 0.94;

/** One cell of the factorial with what it belongs to. */
interface Row extends Pick<StagePResult, "setting" | "design"> {
  readonly cell: StagePCell;
}

/** docs/stage-p.md. */
export function stagePDocument({ cells, coverage, leaks }: StagePNumbers, run: Run): string {
  const rows = cells.flatMap(({ setting, design, cells: found }) =>
    found.map((cell) => ({ setting, design, cell })),
  );
  const isPilot = ({ setting, design }: Pick<StagePResult, "setting" | "design">) =>
    isPilotDesign(design) && setting.noise === "displacement";
  return `${[
    ...introduction(run),
    ...coverageSection(coverage),
    ...leakSection(leaks, run),
    ...pilotSection(rows.filter((row) => isPilot(row) && row.cell.reference === "one rater")),
    ...statesSection(cells.filter(isPilot)),
    ...fullSection(rows),
  ].join("\n")}\n`;
}

function introduction({ replicates, seed }: Run): string[] {
  return `# Does the interval hold the Peak Ground Truth?

Simulated studies whose truth is known (stage P). Written by \`pnpm bench:stage-p\`; version ${packageFile.version}, seed ${seed},
${replicates} studies per cell, targets over ${stagePDefaults.targetCases} cases. The numbers do not depend on the number of workers.

**Objects** are star-shaped: radius 20 px times 1 + 0.12 G(0.35 rad) at 128 angles, G(l) a unit-variance Gaussian field
on the circle (white noise smoothed by a Gaussian of sd l). **Annotations**: radius + mu + b_k + e, with b_k = tau
(√½ constant + √½ G(0.5)) one rater's own bias, the same in every case, e = sigma G(0.25) new in every annotation,
sigma = 1 px, mu shared by all raters. Two sessions each. "Arcs": besides, 5 % of annotations miss an eighth of the
outline. Overlap (Dice) is exact, by angle.

**Targets**: PGT is the mean overlap of the truth with one rater drawn at random (or with the mean outline of the study's
raters), ceiling that of a model that knows the truth, mu and the reference's own bias.

**Intervals**: I0 the papers' bracket, inter- to intra-rater agreement; I1 the same widened by the 95 % intervals of
both ("raters like these", two-way jackknife; with two raters "these raters"); I2 the truth's score by the root-2 rule, with
its interval; I3 from the truth's score under the largest tolerated shared bias to the ceiling; I4 the same widened by the
95 % intervals, by moments. **Joint** is the tool's own interval, by the joint noise model
([methods/joint-noise-model.md](methods/joint-noise-model.md)): against one rater like these, each end alone to hold with 95 %,
shared bias tolerated up to |mu| = √(tau² + sigma²). I2 to I4 and Joint are this project's derivation. Against the consensus of R
raters, I2 to I4 are taken with the variances divided by R; the command states the interval against one rater only, and so
does Joint. I0 and I1 know nothing of references.

Shares of studies; their Monte Carlo standard error is ${standardError(0.94, replicates)} at .94 and ${standardError(0.5, replicates)} at .50.
`.split("\n");
}

/** Coverage of the tool's own interval up to the limit of bias that it tolerates. */
function coverageSection(cells: readonly JointCoverageCell[]): string[] {
  const missed = cells.filter(({ joint }) => joint.coverage < asked);
  const designs = [...new Set(cells.map(({ design }) => designName(design)))];
  const block = (noise: string) =>
    coverageTaus.flatMap((tau) => {
      const found = cells.filter(({ setting }) => setting.noise === noise && setting.tau === tau);
      return designs.flatMap((name) => {
        const some = found.filter(({ design }) => designName(design) === name);
        if (some.length === 0) return [];
        const { raters, cases, structures } = some[0].design;
        const lowest = (of: "joint" | "moments") => Math.min(...some.map((cell) => cell[of].coverage));
        const width = (of: "joint" | "moments") =>
          some.reduce((sum, cell) => sum + cell[of].meanWidth / some.length, 0);
        return [
          [
            noise === "displacement" ? "no" : "yes",
            tau,
            raters,
            cases,
            structures,
            share(lowest("joint")),
            share(lowest("moments")),
            width("joint").toFixed(3),
            width("moments").toFixed(3),
          ],
        ];
      });
    });
  return [
    "## The promise, up to the limit of the tolerated bias",
    "",
    `Shared bias mu = rho √(tau² + sigma²), rho of ${coverageRhos.join(", ")} (with more than one structure, and raters and tau shared by`,
    "them, -1, 0 and 1). Each line: the lowest share over rho of studies whose interval holds the truth's score against a rater,",
    "and the mean width; beside it I4, the moment interval that Joint took the place of.",
    `Joint is below ${asked} in ${missed.length} of ${cells.length} cells${missed.length > 0 ? `, the lowest ${share(Math.min(...missed.map(({ joint }) => joint.coverage)))}: ${missed.map(cellName).join("; ")}` : ""}.`,
    "",
    "| arcs | tau / sigma | R | n | structures | Joint | I4 | width Joint | width I4 |",
    `|${"---|".repeat(9)}`,
    ...["displacement", "displacement and arcs"].flatMap(block).map(tableRow),
    "",
  ];
}

function designName({ raters, cases, structures }: JointCoverageCell["design"]): string {
  return `R ${raters}, n ${cases}, structures ${structures}`;
}

function cellName({ setting, design, joint }: JointCoverageCell): string {
  return `tau ${setting.tau}, rho ${setting.rho}, ${designName(design)}, ${setting.noise} (${share(joint.coverage)})`;
}

function leakSection(leaks: readonly LeakRates[], { leakReplicates }: Run): string[] {
  const sizes = [...new Set(leaks.map(({ cases }) => cases))];
  const scenarios = [...new Map(leaks.map(({ scenario }) => [scenario.name, scenario])).keys()];
  return [
    "## How often a model is suspected of having seen the test annotations",
    "",
    `The leak rule against one rater who annotated twice, tau = sigma = 1 px unless said, ${leakReplicates} studies each (standard error`,
    `${standardError(0.05, leakReplicates)} at .05). Truth and style (the truth with all of mu + b) know nothing of the annotations tested on: a suspicion`,
    "is a false alarm. The others copy half or all of the noise of the first session.",
    "",
    `| scenario | ${leakModels.flatMap((model) => sizes.map((n) => `${model}, n=${n}`)).join(" | ")} |`,
    `|${"---|".repeat(1 + leakModels.length * sizes.length)}`,
    ...scenarios.map((name) =>
      tableRow([
        name,
        ...leakModels.flatMap((model) =>
          sizes.map((n) => {
            const found = leaks.find(({ scenario, cases }) => scenario.name === name && cases === n)!;
            return found.suspected[model].toFixed(3).replace(/^0/, "");
          }),
        ),
      ]),
    ),
    "",
  ];
}

function pilotSection(rows: readonly Row[]): string[] {
  const names = stagePIntervalNames.map((name) => (name === "joint" ? "Joint" : name.toUpperCase()));
  const widths = ["i0", "i4", "joint"] as const;
  return [
    "## Pilot: 3 raters, 20 cases, displacement, one rater as reference",
    "",
    "Tolerated: |mu| <= √(tau² + sigma²).",
    "",
    `| tau | mu | tolerated | PGT | ceiling | truth above intra | ${names.join(" | ")} | width I0 | width I4 | width Joint |`,
    `|${"---|".repeat(9 + names.length)}`,
    ...rows.map(({ setting, cell }) =>
      tableRow([
        setting.tau,
        setting.mu,
        isTolerable(setting) ? "yes" : "no",
        cell.truth.toFixed(3),
        cell.ceiling.toFixed(3),
        share(cell.truthAboveIntra),
        ...stagePIntervalNames.map((name) => share(cell.intervals[name].coverage)),
        ...widths.map((name) => cell.intervals[name].meanWidth.toFixed(3)),
      ]),
    ),
    "",
  ];
}

/** Verdicts of the rules of placement on five models of known kind. */
function statesSection(results: readonly StagePResult[]): string[] {
  const states = [
    ...new Set(results.flatMap((result) => Object.values(result.states).flatMap((one) => Object.keys(one)))),
  ];
  const total = (model: StagePModel, state: string) =>
    results.reduce((sum, result) => sum + ((result.states[model] as Record<string, number>)[state] ?? 0), 0);
  return [
    "## What is said of models (pilot size, one rater as reference)",
    "",
    "Shares over all 16 cells. Undertrained: truth and noise of 2 px. Half and full style: truth and half or all of",
    "mu + b of the reference rater. Leak: full style and half of the noise of the very annotation it is tested on.",
    "",
    `| model | ${states.join(" | ")} |`,
    `|${"---|".repeat(1 + states.length)}`,
    ...stagePModels.map((model) => {
      const sum = states.reduce((all, state) => all + total(model, state), 0);
      return tableRow([model, ...states.map((state) => share(total(model, state) / sum))]);
    }),
    "",
    "A model equal to the truth is called ABOVE_INTRA, the false alarm of reading that as fitted noise, and a model that",
    "has seen the test labels is called LEAK_SUSPECTED, by cell:",
    "",
    "| tau | mu | truth: ABOVE_INTRA | truth: LEAK_SUSPECTED | full style: LEAK_SUSPECTED | leak: LEAK_SUSPECTED |",
    "|---|---|---|---|---|---|",
    ...results.map(({ setting, states: found }) => {
      const of = (model: StagePModel, name: "ABOVE_INTRA" | "LEAK_SUSPECTED") => {
        const all = Object.values(found[model]).reduce((sum, count) => sum + count, 0);
        return share((found[model][name] ?? 0) / all);
      };
      return tableRow([
        setting.tau,
        setting.mu,
        of("truth", "ABOVE_INTRA"),
        of("truth", "LEAK_SUSPECTED"),
        of("full style", "LEAK_SUSPECTED"),
        of("leak", "LEAK_SUSPECTED"),
      ]);
    }),
    "",
  ];
}

function fullSection(rows: readonly Row[]): string[] {
  const { noise, reference, tau, mu, raters, cases } = stagePFactors;
  const columns = reference.flatMap((against) => cases.map((n) => ({ against, n })));
  const body = noise.flatMap((kind) =>
    tau.flatMap((t) =>
      mu.flatMap((m) =>
        raters.map((r) => {
          const values = columns.map(({ against, n }) => {
            const row = rows.find(
              ({ setting, design, cell }) =>
                setting.noise === kind &&
                setting.tau === t &&
                setting.mu === m &&
                design.raters === r &&
                design.cases === n &&
                cell.reference === against,
            )!;
            const { i0, i4, joint } = row.cell.intervals;
            const given = against === "one rater" ? [i0, i4, joint] : [i0, i4];
            return given.map(({ coverage }) => share(coverage)).join(" ");
          });
          return tableRow([kind === "displacement" ? "no" : "yes", t, m, r, ...values]);
        }),
      ),
    ),
  );
  return [
    "## All cells",
    "",
    "Each field: shares of I0, I4 and, for one rater, Joint.",
    "",
    `| arcs | tau | mu | R | ${columns.map(({ against, n }) => `${against}, n=${n}`).join(" | ")} |`,
    `|${"---|".repeat(4 + columns.length)}`,
    ...body,
  ];
}

function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}

function share(value: number): string {
  return value.toFixed(2).replace(/^0/, "");
}

function standardError(value: number, replicates: number): string {
  return Math.sqrt((value * (1 - value)) / replicates)
    .toFixed(3)
    .replace(/^0/, "");
}
