import { createRandom, log, type Vector3 } from "@pgt/metrics";
import { type IntensityNormalization, measureIntensities } from "../images/intensity.ts";
import { Arena } from "../kernels/arena.ts";
import { startKernels } from "../kernels/kernels.ts";
import { SegmentationLoss } from "../layers/segmentation-loss.ts";
import { Unet } from "../layers/unet.ts";
import type { TrainedNetwork, TrainingCase, TrainingOptions } from "../training-options.ts";
import type { Checkpoint, NetworkWeights } from "../weights/weights.ts";
import { Adam } from "./adam.ts";
import { checkTraining, type TrainingRecipe } from "./check-options.ts";
import { cosineShare } from "./cosine.ts";
import { initialValues } from "./initial-values.ts";
import { PatchSampler } from "./patch-sampler.ts";
import { prepareCase } from "./prepared-case.ts";
import { checkResumed, fingerprint } from "./recipe-fingerprint.ts";

/** Random streams of a seed: the first are those of the initial values. */
const firstBatchStream = 2 ** 20;
/** The last epoch's loss must be below so much of a constant answer's. */
const convergedShare = 0.9;

export async function train(module: WebAssembly.Module, options: TrainingOptions): Promise<TrainedNetwork> {
  const recipe = checkTraining(options);
  const print = fingerprint(recipe, options);
  if (options.resume) checkResumed(options.resume, print);
  const training = new Training(new Arena(await startKernels(module)), recipe, options, print);
  while (!training.isDone) {
    const loss = await training.runEpoch();
    if (loss === null) break;
    await options.onEpoch?.({
      epoch: training.epoch,
      epochs: recipe.epochs,
      loss,
      checkpoint: () => training.checkpoint(),
    });
  }
  return training.result();
}

class Training {
  readonly #unet: Unet;
  readonly #loss: SegmentationLoss;
  readonly #adam: Adam;
  readonly #sampler: PatchSampler;
  readonly #normalization: IntensityNormalization;
  readonly #spacingMm: Vector3;
  #losses: number[];
  #constantLoss: number;
  #isFinite = true;

  constructor(
    private readonly arena: Arena,
    private readonly recipe: TrainingRecipe,
    private readonly options: TrainingOptions,
    private readonly print: string,
  ) {
    const { size, classes, batchSize: images, patch, flips, optimizer, weightDecay } = recipe;
    const { cases, initial, resume } = options;
    const [height, width] = patch;
    this.#unet = new Unet(arena, { size, classes: classes.length, images, height, width });
    this.#loss = new SegmentationLoss(arena, this.#unet.scores, classes.length + 1, images);
    const { parameters } = this.#unet;
    this.#adam = new Adam(arena, parameters, optimizer, weightDecay);
    this.#normalization = initial?.normalization ?? measureIntensities(cases.map(({ image }) => image));
    this.#spacingMm = medianSpacing(cases);
    const prepared = cases.map((one) => prepareCase(one, classes));
    this.#sampler = new PatchSampler(prepared, { height, width, flips, normalization: this.#normalization });
    this.#losses = [...(resume?.losses ?? [])];
    this.#constantLoss = resume?.constantLoss ?? 0;
    if (!resume) {
      parameters.write(parameters.values, initialValues(size, classes, recipe.seed, initial));
      return;
    }
    parameters.write(parameters.values, resume.weights.values);
    parameters.write(this.#adam.firstMoments, resume.firstMoments);
    parameters.write(this.#adam.secondMoments, resume.secondMoments);
    this.#adam.skipTo(resume.losses.length * recipe.batchesPerEpoch);
  }

  get epoch(): number {
    return this.#losses.length;
  }

  get isDone(): boolean {
    return this.epoch >= this.recipe.epochs;
  }

  /** Mean loss of the epoch; null if it was not finite, and then the weights are those before it. */
  async runEpoch(): Promise<number | null> {
    const { classes, batchesPerEpoch } = this.recipe;
    const { parameters } = this.#unet;
    const before = parameters.read(parameters.values);
    const pixelsOfClass = new Float64Array(classes.length + 1);
    let sum = 0;
    for (let batch = 0; batch < batchesPerEpoch; batch++) {
      await this.#pause();
      const measured = this.#step(this.epoch * batchesPerEpoch + batch);
      if (measured === null) {
        parameters.write(parameters.values, before);
        this.#isFinite = false;
        return null;
      }
      sum += measured.loss;
      measured.pixelsOfClass.forEach((pixels, index) => {
        pixelsOfClass[index] += pixels;
      });
    }
    this.#losses.push(sum / batchesPerEpoch);
    this.#constantLoss = constantLoss(pixelsOfClass);
    return sum / batchesPerEpoch;
  }

  checkpoint(): Checkpoint {
    const { parameters } = this.#unet;
    return {
      weights: this.#weights(),
      losses: [...this.#losses],
      constantLoss: this.#constantLoss,
      firstMoments: parameters.read(this.#adam.firstMoments),
      secondMoments: parameters.read(this.#adam.secondMoments),
      recipe: this.print,
    };
  }

  result(): TrainedNetwork {
    const last = this.#losses.at(-1) ?? Number.POSITIVE_INFINITY;
    return {
      weights: this.#weights(),
      losses: this.#losses,
      constantLoss: this.#constantLoss,
      converged: this.#isFinite && last < convergedShare * this.#constantLoss,
    };
  }

  #weights(): NetworkWeights {
    const { size, classes, patch } = this.recipe;
    const { parameters } = this.#unet;
    return {
      size,
      classes: [...classes],
      normalization: this.#normalization,
      patch,
      spacingMm: this.#spacingMm,
      values: parameters.read(parameters.values),
    };
  }

  /** Lets other work of the thread run, a signal among it. */
  async #pause(): Promise<void> {
    if (!this.options.signal) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.options.signal.throwIfAborted();
  }

  #step(index: number): { readonly loss: number; readonly pixelsOfClass: Float64Array } | null {
    const { seed, batchSize, epochs, batchesPerEpoch, learningRate } = this.recipe;
    const random = createRandom(seed, firstBatchStream + index);
    this.#loss.clear();
    for (let image = 0; image < batchSize; image++) {
      const { pixels, classOf } = this.#sampler.draw(random);
      this.#unet.input.write(this.arena, image, pixels);
      this.#loss.writeLabels(image, classOf);
      this.#unet.forward(image);
      this.#loss.addImage(image);
    }
    const measured = this.#loss.measure();
    if (!Number.isFinite(measured.loss)) return null;
    this.#unet.parameters.clearGradients();
    for (let image = 0; image < batchSize; image++) {
      this.#loss.backward(image);
      this.#unet.backward(image);
    }
    this.#adam.step(learningRate * cosineShare(index / (epochs * batchesPerEpoch)));
    return measured;
  }
}

/** Loss of the classes' shares as the answer for every pixel: their entropy, and 1 - Dice, which is the share. */
function constantLoss(pixelsOfClass: Float64Array): number {
  const total = pixelsOfClass.reduce((sum, pixels) => sum + pixels, 0);
  const shares = Array.from(pixelsOfClass, (pixels) => pixels / total);
  const entropy = shares.reduce((sum, share) => (share > 0 ? sum - share * log(share) : sum), 0);
  const dice = (1 - shares[0]) / (shares.length - 1);
  return entropy + 1 - dice;
}

function medianSpacing(cases: readonly TrainingCase[]): Vector3 {
  const median = (axis: number) => {
    const sorted = cases.map(({ spacingMm }) => spacingMm[axis]).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)];
  };
  return [median(0), median(1), median(2)];
}
