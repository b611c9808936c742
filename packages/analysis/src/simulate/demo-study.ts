import { checkOptions, defaultSeed, type OptionKeys, percent } from "@pgt/metrics";
import { join, platform } from "@pgt/runner";
import { simulateStudy } from "@pgt/simulate";
import type { PairProgress } from "@pgt/study";
import type { StudyFolders } from "../interval/interval-types.ts";

export interface DemoOptions {
  readonly seed?: number;
  /** Default 12. */
  readonly cases?: number;
  readonly onProgress?: (progress: PairProgress) => void;
}

export const demoOptionKeys: OptionKeys<DemoOptions> = {
  seed: true,
  cases: true,
  onProgress: true,
};

export interface DemoStudy extends Required<Omit<StudyFolders, "maps" | "names">> {
  readonly folder: string;
  /** Folder of the true masks. */
  readonly truth: string;
  /** Account of the simulation, in plain text. */
  readonly description: string;
}

/**
 * Writes a small simulated study with known truth: three raters who annotate every case twice, three models, and
 * the true masks, as `.nii.gz` in a folder each. The same seed gives the same files.
 *
 * @throws OutputError if the folder cannot be written.
 */
export async function writeDemoStudy(folder: string, options: DemoOptions = {}): Promise<DemoStudy> {
  checkOptions(options, demoOptionKeys);
  const { seed = defaultSeed, cases = 12, onProgress } = options;
  const study = simulateStudy({ cases, raters: 3, sessions: 2, models: 3, seed });
  const folders = (kind: string, ids: readonly string[]) =>
    Object.fromEntries(ids.map((id) => [id, join(folder, kind, id)]));
  const raterIds = study.raters.map(({ id }) => id);
  const modelIds = study.models.map(({ id }) => id);
  const demo: DemoStudy = {
    folder,
    raters: folders("raters", raterIds),
    repeats: folders("repeats", raterIds),
    models: folders("models", modelIds),
    truth: join(folder, "truth"),
    description: describeStudy(study, cases, seed),
  };
  const { begin, writeMask } = platform().output.study;
  await begin(folder, "pgt-demo.txt", "A study simulated by pgt demo. Written anew by each run.\n");
  let done = 0;
  for (const { case: id, truth, masks } of study.cases()) {
    await writeMask(demo.truth, id, truth);
    for (const { entity, role, session, volume } of masks) {
      const set = role === "model" ? demo.models : session === 1 ? demo.raters : demo.repeats;
      await writeMask(set[entity], id, volume);
    }
    onProgress?.({ done: ++done, total: cases, case: id });
  }
  return demo;
}

function describeStudy(study: ReturnType<typeof simulateStudy>, cases: number, seed: number): string {
  const style = ({ id, biasMm, sigmaMm, dropProbability }: (typeof study.raters)[number]) =>
    `  ${id}: boundary moved by ${biasMm.toFixed(2)} mm throughout, random noise of ${sigmaMm.toFixed(2)} mm${
      dropProbability > 0 ? `, misses ${percent(dropProbability)} of small structures` : ""
    }`;
  return [
    `${cases} simulated cases, seed ${seed}; structures: ${study.organs.map(({ name }) => name).join(", ")}.`,
    "Raters, each twice:",
    ...study.raters.map(style),
    "Models:",
    ...study.models.map(style),
  ].join("\n");
}
