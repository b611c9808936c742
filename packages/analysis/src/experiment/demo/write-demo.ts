import { checkOptions, defaultSeed, type OptionKeys, UsageError, usualExtension } from "@pgt/metrics";
import { join, platform } from "@pgt/runner";
import type { PairProgress } from "@pgt/study";
import { demoCase, demoLabels } from "./demo-case.ts";
import { type DemoSize, demoPlan } from "./demo-plan.ts";
import { demoSites } from "./demo-sites.ts";

export interface DemoExperimentOptions extends Partial<DemoSize> {
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const demoExperimentOptionKeys: OptionKeys<DemoExperimentOptions> = {
  cases: true,
  runs: true,
  seed: true,
  epochs: true,
  onProgress: true,
  signal: true,
};

const usual: DemoSize = { cases: 15, runs: 3, seed: defaultSeed, epochs: 5 };
const marker = "pgt-study-demo.txt";
const markerText = "Simulated data for pgt study --demo. Written anew by each run.\n";

/**
 * Writes simulated CT of three sites that annotate each in its own way, with the truth, and the plan of an experiment on
 * them. The same options give the same files, so that an experiment that was begun goes on.
 *
 * @returns the file of the plan.
 * @throws UsageError E_SIMULATION; OutputError if the folder holds other files or cannot be written.
 */
export async function writeDemoExperiment(
  folder: string,
  options: DemoExperimentOptions = {},
): Promise<string> {
  checkOptions(options, demoExperimentOptionKeys);
  const { onProgress, signal, ...given } = options;
  const size = { ...usual, ...given };
  if (!(Number.isInteger(size.cases) && size.cases >= 5)) {
    throw new UsageError("E_SIMULATION", `cases: expected a whole number from 5, found ${size.cases}`);
  }
  const { begin, writeMask, writeText } = platform().output.study;
  await begin(folder, marker, markerText);
  const total = demoSites.length * size.cases;
  let done = 0;
  for (const site of demoSites) {
    const place = join(folder, site.id);
    await begin(place, marker, markerText);
    for (let index = 0; index < size.cases; index++) {
      signal?.throwIfAborted();
      const id = `${site.id.replace("site-", "")}${String(index + 1).padStart(3, "0")}`;
      const { image, labels, truth } = demoCase(site, index, size.seed);
      await writeMask(join(place, "images"), id, image);
      await writeMask(join(place, "labels"), id, labels);
      await writeMask(join(place, "truth"), id, truth);
      onProgress?.({ done: ++done, total, case: id });
    }
    await writeText(place, "dataset.json", datasetText(size.cases));
  }
  await writeText(folder, "plan.yaml", demoPlan(size));
  return join(folder, "plan.yaml");
}

function datasetText(numTraining: number): string {
  const labels = {
    background: 0,
    ...Object.fromEntries([...demoLabels].map(([label, name]) => [name, label])),
  };
  return `${JSON.stringify({ channel_names: { 0: "CT" }, labels, numTraining, file_ending: usualExtension }, null, 2)}\n`;
}
