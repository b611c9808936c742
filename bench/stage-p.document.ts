import packageFile from "../package.json" with { type: "json" };
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
  readonly seed: number;
}

/** Share of studies that the tool's own interval is asked to hold the truth in. */
const asked = 0.94;

/** One cell of the factorial with what it belongs to. */
interface Row extends Pick<StagePResult, "setting" | "design"> {
  readonly cell: StagePCell;
}

/** docs/stage-p.md. */
export function stagePDocument(results: readonly StagePResult[], run: Run): string {
  const rows = results.flatMap(({ setting, design, cells }) =>
    cells.map((cell) => ({ setting, design, cell })),
  );
  const pilot = rows.filter(
    ({ setting, design, cell }) =>
      isPilotDesign(design) && setting.noise === "displacement" && cell.reference === "one rater",
  );
  const pilotResults = results.filter(
    ({ setting, design }) => isPilotDesign(design) && setting.noise === "displacement",
  );
  return `${[
    ...introduction(run),
    ...pilotSection(pilot, run),
    ...promiseSection(rows, run),
    ...statesSection(pilotResults),
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

**Targets**: PGT is the mean overlap of the truth with the reference, ceiling that of a model that knows the truth, mu
and the reference's own bias. The reference is one rater drawn at random, or the mean outline of the study's raters.

**Intervals**: I0 the papers' bracket, inter- to intra-rater agreement; I1 the same widened by the 95 % intervals of
both ("raters like these", two-way jackknife); I2 the truth's score by the root-2 rule, with its interval; I3 from the
truth's score under the largest tolerated shared bias to the ceiling; **I4, the tool's own interval**, is I3 widened by
the 95 % intervals. I2 to I4 are this project's derivation. With two raters "raters like these" is not estimable, and
the interval of "these raters" stands in, which does not promise to hold for other raters. Against the consensus of R
raters, I2 to I4 are taken with the variances divided by R; the command states the interval against one rater only.
I0 and I1 know nothing of references.

Shares of studies; their Monte Carlo standard error is ${standardError(0.94, replicates)} at .94 and ${standardError(0.5, replicates)} at .50.
`.split("\n");
}

function pilotSection(rows: readonly Row[], run: Run): string[] {
  const names = stagePIntervalNames.map((name) => name.toUpperCase());
  const missed = rows.filter(
    ({ setting, cell }) => isTolerable(setting) && cell.intervals.i4.coverage < asked,
  );
  return [
    "## Pilot: 3 raters, 20 cases, displacement, one rater as reference",
    "",
    `Asked of I4: at least ${asked} wherever |mu| <= √(tau² + sigma²) ("yes"). ${verdict(missed, run)}`,
    "",
    `| tau | mu | asked | PGT | ceiling | truth above intra | ${names.join(" | ")} | width I0 | width I4 |`,
    `|${"---|".repeat(8 + names.length)}`,
    ...rows.map(({ setting, cell }) =>
      tableRow([
        setting.tau,
        setting.mu,
        isTolerable(setting) ? "yes" : "no",
        cell.truth.toFixed(3),
        cell.ceiling.toFixed(3),
        share(cell.truthAboveIntra),
        ...stagePIntervalNames.map((name) => share(cell.intervals[name].coverage)),
        cell.intervals.i0.meanWidth.toFixed(3),
        cell.intervals.i4.meanWidth.toFixed(3),
      ]),
    ),
    "",
  ];
}

function verdict(missed: readonly Row[], { replicates }: Run): string {
  return missed.length === 0
    ? "Met in every such cell."
    : `Missed in ${missed.length} of them: ${missed.map(cellName).join("; ")} (${replicates} studies each).`;
}

/** Every combination of design, noise and reference, over the cells in which the promise is made. */
function promiseSection(rows: readonly Row[], run: Run): string[] {
  const kept = rows.filter(({ setting }) => isTolerable(setting));
  const missed = kept.filter(({ cell }) => cell.intervals.i4.coverage < asked);
  const { noise, reference, raters, cases } = stagePFactors;
  const lines = noise.flatMap((kind) =>
    reference.flatMap((against) =>
      raters.map((r) => {
        const of = (n: number) =>
          kept.filter(
            ({ setting, design, cell }) =>
              setting.noise === kind &&
              cell.reference === against &&
              design.raters === r &&
              design.cases === n,
          );
        return tableRow([
          kind,
          against,
          r,
          ...cases.flatMap((n) => [lowest(of(n), "i0"), lowest(of(n), "i4")]),
        ]);
      }),
    ),
  );
  return [
    "## The promise, at every size",
    "",
    `Lowest share over the cells with |mu| <= √(tau² + sigma²), for the papers' bracket and the tool's own interval.`,
    `I4 is below ${asked} in ${missed.length} of ${kept.length} such cells, ${missed.filter(({ design }) => design.raters === 2).length} of them with two raters.`,
    "Two raters who err alike look like two good ones; from three on the spread between raters shows.",
    "",
    `| noise | reference | R | ${cases.flatMap((n) => [`I0, n=${n}`, `I4, n=${n}`]).join(" | ")} |`,
    `|${"---|".repeat(3 + 2 * cases.length)}`,
    ...lines,
    "",
    ...missedLines(missed, run),
  ];
}

function missedLines(missed: readonly Row[], { replicates }: Run): string[] {
  if (missed.length === 0) return [];
  return [
    `Cells that miss (${replicates} studies each):`,
    "",
    ...missed.map((row) => `- ${cellName(row)}`),
    "",
  ];
}

function cellName({ setting, design, cell }: Row): string {
  return `tau ${setting.tau}, mu ${setting.mu}, R ${design.raters}, n ${design.cases}, ${setting.noise}, ${cell.reference}: ${share(cell.intervals.i4.coverage)}`;
}

function lowest(rows: readonly Row[], name: "i0" | "i4"): string {
  return rows.length === 0 ? "" : share(Math.min(...rows.map(({ cell }) => cell.intervals[name].coverage)));
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
    "has seen the test labels is called ABOVE_CEILING, by cell:",
    "",
    "| tau | mu | truth: ABOVE_INTRA or above | truth: ABOVE_CEILING | full style: ABOVE_CEILING | leak: ABOVE_CEILING |",
    "|---|---|---|---|---|---|",
    ...results.map(({ setting, states: found }) => {
      const of = (model: StagePModel, ...names: ("ABOVE_INTRA" | "ABOVE_CEILING")[]) => {
        const all = Object.values(found[model]).reduce((sum, count) => sum + count, 0);
        return share(names.reduce((sum, name) => sum + (found[model][name] ?? 0), 0) / all);
      };
      return tableRow([
        setting.tau,
        setting.mu,
        of("truth", "ABOVE_INTRA", "ABOVE_CEILING"),
        of("truth", "ABOVE_CEILING"),
        of("full style", "ABOVE_CEILING"),
        of("leak", "ABOVE_CEILING"),
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
            return `${share(row.cell.intervals.i0.coverage)} ${share(row.cell.intervals.i4.coverage)}`;
          });
          return tableRow([kind === "displacement" ? "no" : "yes", t, m, r, ...values]);
        }),
      ),
    ),
  );
  return [
    "## All cells",
    "",
    "Each field: share of I0, share of I4.",
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
