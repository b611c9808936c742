import { checkOptions, defaultSeed, ownValue, UsageError } from "@pgt/metrics";
import { join, platform } from "@pgt/runner";
import {
  annotateCase,
  checkSimulation,
  type RaterSimulation,
  simulateImage,
  structureNoise,
} from "@pgt/simulate";
import { describeSimulation, simulationManifest } from "./describe-simulation.ts";
import { fitStudy, withFits } from "./fit-study.ts";
import { sessionFolder } from "./session-folder.ts";
import {
  type SimulatedStudyOptions,
  simulatedStudyOptionKeys,
  type TruthSource,
  type WrittenStudy,
} from "./simulate-types.ts";
import { anatomySource, maskSource } from "./truth-source.ts";

const marker = "pgt-simulated.txt";

/**
 * Simulates annotators (docs/methods/simulation.md) and writes their masks: `truth`, `raters/ID`, the second session
 * in `repeats/ID`, the third in `repeats3/ID` ..., `images` if they are asked for, and `study.yaml`. The same options give the same files.
 *
 * @throws UsageError for parameters out of range, or a fit without masks; InputError for masks that cannot be read;
 * OutputError if the folder cannot be written.
 */
export async function writeSimulatedStudy(
  folder: string,
  options: SimulatedStudyOptions = {},
): Promise<WrittenStudy> {
  checkOptions(options, simulatedStudyOptionKeys);
  const source =
    options.truth === undefined ? anatomySource(options) : await maskSource(options.truth, options);
  const base = baseSimulation(source, options);
  checkSimulation(base);
  const fits = options.from === undefined ? null : await fitStudy(options.from, source, base, options);
  const simulation = fits ? withFits(base, fits) : base;
  // Faults of the first case are told before anything is written.
  const first = await source.load(0, simulation);
  const { begin, writeMask, writeText } = platform().output.study;
  await begin(folder, marker, "A study simulated by pgt simulate. Written anew by each run.\n");
  const truthFolder = join(folder, "truth");
  const images = options.images ? join(folder, "images") : null;
  for (const [index, id] of source.cases.entries()) {
    options.signal?.throwIfAborted();
    const one = index === 0 ? first : await source.load(index, simulation);
    await writeMask(truthFolder, id, one.truth);
    if (images !== null) await writeMask(images, id, simulateImage(one, index, simulation.seed));
    for (const { rater, session, volume } of annotateCase(one, index, simulation)) {
      await writeMask(join(folder, sessionFolder(session), rater), id, volume);
    }
    options.onProgress?.({ done: index + 1, total: source.cases.length, case: id });
  }
  const raters = Array.from({ length: simulation.raters }, (_, k) => `rater${k + 1}`);
  const study = {
    folder,
    truth: truthFolder,
    ...(images !== null && { images }),
    raters,
    sessions: simulation.sessions,
    cases: source.cases,
    structures: simulation.structures,
    ...(fits && { fits }),
    seed: simulation.seed,
  };
  await writeText(folder, "study.yaml", simulationManifest(study));
  return { ...study, manifest: join(folder, "study.yaml"), description: describeSimulation(study) };
}

function baseSimulation({ structures }: TruthSource, options: SimulatedStudyOptions): RaterSimulation {
  const { raters = 3, sessions = 2, seed = defaultSeed, noise, noiseOf = {} } = options;
  const known = structures.flatMap(({ label, name }) => [String(label), name]);
  const unknownName = Object.keys(noiseOf).find((key) => !known.includes(key));
  if (unknownName !== undefined) {
    throw new UsageError(
      "E_SIMULATION",
      `noise of "${unknownName}": expected a label or name of the study, which are ${known.join(", ")}`,
    );
  }
  return {
    raters,
    sessions,
    seed,
    structures: structures.map(({ label, name, correlationMm }) => ({
      label,
      name,
      noise: structureNoise({
        ...(correlationMm === undefined ? {} : { correlationMm }),
        ...noise,
        ...(ownValue(noiseOf, String(label)) ?? ownValue(noiseOf, name)),
      }),
    })),
  };
}
