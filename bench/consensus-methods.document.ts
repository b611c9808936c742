import packageFile from "../apps/cli/package.json" with { type: "json" };
import { createRandom } from "../packages/metrics/src/random.ts";
import type { StructureNoise } from "../packages/simulate/src/index.ts";

export const raterCounts = [2, 3, 5, 9] as const;
export const comparedMethods = [
  "majority",
  "union",
  "intersection",
  "staple",
  "staple-multilabel",
  "simple",
  "sba",
  "median-sdf",
  "expected-dice",
] as const;

/** Two bodies of one structure. */
export const structure = { label: 2, name: "paired_organ" } as const;
export const grid = { shape: [64, 64, 44], spacingMm: [1, 1, 1.5] } as const;

export interface ConsensusSetting {
  readonly bias: string;
  readonly parts: string;
  readonly noise: Partial<StructureNoise>;
}

const sigmaMm = 1;
const biasMm = 1;
const missed = 0.2;

/** Every bias with and without parts that are missed. */
export function consensusSettings(): ConsensusSetting[] {
  const biases = [
    { bias: "no bias", noise: { muMm: 0, tauMm: 0 } },
    { bias: `all raters ${biasMm} mm too large`, noise: { muMm: biasMm, tauMm: 0 } },
    { bias: `each rater a bias of his own, sd ${biasMm} mm`, noise: { muMm: 0, tauMm: biasMm } },
  ];
  const drops = [
    { parts: "no part missed", drop: null },
    {
      parts: `each part missed with probability ${missed}`,
      drop: { a: Math.log(missed / (1 - missed)), b: 0 },
    },
  ];
  return biases.flatMap(({ bias, noise }) =>
    drops.map(({ parts, drop }) => ({ bias, parts, noise: { sigmaMm, ...noise, drop } })),
  );
}

export interface SettingResult {
  readonly setting: ConsensusSetting;
  /** Dice by case, number of raters and method. */
  readonly cases: readonly (readonly (readonly number[])[])[];
}

/** docs/consensus-methods.md. */
export function consensusMethodsDocument(
  results: readonly SettingResult[],
  { cases, seed }: { readonly cases: number; readonly seed: number },
): string {
  const [nx, ny, nz] = grid.shape;
  return `# Which method of consensus when?

Dice to the truth of masks that \`pgt consensus\` makes of simulated raters. Written by \`pnpm bench:consensus\`; version ${packageFile.version},
seed ${seed}, ${cases} cases for every number. The numbers do not depend on the number of workers.

The structure is the paired organ of the simulator ([simulation](methods/simulation.md)) on ${nx} x ${ny} x ${nz} voxels of
${grid.spacingMm.join(" x ")} mm. Every rater has a boundary noise of sd ${sigmaMm} mm, drawn anew in every case. Raters of a smaller number are among those of a
larger one. Ties go by signed distance, the region of STAPLE is \`union@5mm\`. In brackets: 95 % intervals of the mean over
cases (percentile bootstrap, 2000 samples). The highest mean of a column is bold.

${results.map(section).join("\n")}`;
}

function section({ setting, cases }: SettingResult): string {
  const columns = raterCounts.map((_, column) => {
    const means = comparedMethods.map((_, method) => mean(cases.map((one) => one[column][method])));
    const most = Math.max(...means);
    return comparedMethods.map((_, method) => {
      const values = cases.map((one) => one[column][method]);
      const [low, high] = interval(values);
      const text = means[method].toFixed(3);
      const shown = text === most.toFixed(3) ? `**${text}**` : text;
      return `${shown} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
    });
  });
  const rows = comparedMethods.map(
    (method, at) => `| ${[method, ...columns.map((one) => one[at])].join(" | ")} |`,
  );
  return `## ${setting.bias[0].toUpperCase()}${setting.bias.slice(1)}; ${setting.parts}

| method | ${raterCounts.map((count) => `${count} raters`).join(" | ")} |
| --- | ${raterCounts.map(() => "---").join(" | ")} |
${rows.join("\n")}
`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const samples = 2000;

function interval(values: readonly number[]): [low: number, high: number] {
  const random = createRandom(1, 0);
  const means = Float64Array.from({ length: samples }, () =>
    mean(values.map(() => values[random.nextBelow(values.length)])),
  ).sort();
  return [means[0.025 * samples], means[0.975 * samples - 1]];
}
