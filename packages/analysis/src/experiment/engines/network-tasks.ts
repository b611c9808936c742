import { alignTo } from "@pgt/io";
import { InputError, type LabelVolume, UsageError } from "@pgt/metrics";
import {
  createNetworkEngine,
  type NetworkEngine,
  type NetworkSize,
  networkSizes,
  readWeights,
  type TrainingCase,
  writeWeights,
} from "@pgt/network";
import { platform, readBytes, readChannels, readLabelMap } from "@pgt/runner";
import { workshop } from "../tasks/workshop.ts";
import { type LabelBoxes, restrictedLabels } from "./restricted-labels.ts";

/** A training of the embedded network, with everything in files. */
export interface NetworkTraining {
  /** Image and labels of each case. */
  readonly cases: readonly { readonly image: string; readonly labels: string }[];
  readonly classes: readonly number[];
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  /** File of the weights that it starts from. */
  readonly start: string | null;
  /** File that the weights are written to. */
  readonly weights: string;
}

export interface NetworkPrediction {
  readonly image: string;
  readonly weights: string;
  /** Boxes that the labels are kept to; null for none. */
  readonly boxes: LabelBoxes | null;
}

/** Settings of the engine as the network takes them. */
export function trainingSettings({
  size,
  epochs,
  batches,
  learningRate,
  patch,
}: NetworkTraining["settings"]) {
  const edge = Number(patch);
  return {
    ...{ epochs: Number(epochs), batchesPerEpoch: Number(batches), learningRate: Number(learningRate) },
    ...{ size: sizeOf(size), patch: [edge, edge] as const },
  };
}

let engine: Promise<NetworkEngine> | undefined;

function networkEngine(): Promise<NetworkEngine> {
  engine ??= workshop().network().then(createNetworkEngine);
  return engine;
}

/** Tasks of a thread: one training, or the prediction of one image. */
export const networkTasks = {
  trainNetwork: async ({ cases, classes, settings, seed, start, weights }: NetworkTraining) => {
    const { size, patch, ...schedule } = trainingSettings(settings);
    const read: TrainingCase[] = [];
    for (const { image, labels } of cases) read.push(await trainingCase(image, labels));
    const initial = start === null ? null : readWeights(await readBytes(start), start);
    const trained = await (await networkEngine()).train({
      ...{ cases: read, classes, seed, ...schedule },
      ...(initial ? { initial } : { size, patch }),
    });
    await platform().output.writeFile(weights, [writeWeights(trained.weights)]);
    return { converged: trained.converged, losses: trained.losses };
  },
  predictNetwork: async ({ image, weights, boxes }: NetworkPrediction): Promise<LabelVolume> => {
    const own = readWeights(await readBytes(weights), weights);
    const { values, ...grid } = await readImage(image);
    const network = await networkEngine();
    const input = { ...grid, image: values };
    if (!boxes) return { ...grid, data: await network.predict(own, input) };
    const probabilities = await network.predictProbabilities(own, input);
    return { ...grid, data: restrictedLabels(probabilities, own.classes, grid.shape, boxes) };
  },
};

export type NetworkTasks = typeof networkTasks;

function sizeOf(size: string | number | boolean): NetworkSize {
  if (Object.hasOwn(networkSizes, String(size))) return size as NetworkSize;
  throw new UsageError("E_ENGINE", `size: expected ${Object.keys(networkSizes).join(", ")}; found ${size}`);
}

/** Values of an image, and its grid. */
async function readImage(path: string) {
  const file = await readChannels(path);
  if (file.channels !== 1) {
    throw new InputError("E_CHANNELS", path, `expected one volume, found ${file.channels}`);
  }
  const { shape, spacingMm, affine } = file;
  return { values: file.values(0), shape, spacingMm, ...(affine && { affine }) };
}

async function trainingCase(image: string, labels: string): Promise<TrainingCase> {
  const { values, ...grid } = await readImage(image);
  const { data } = alignTo({
    reference: { ...grid, source: image },
    prediction: await readLabelMap(labels),
  });
  return { shape: grid.shape, spacingMm: grid.spacingMm, image: values, labels: data };
}
