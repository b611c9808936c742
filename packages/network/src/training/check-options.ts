import { defaultSeed, UsageError, type Vector3 } from "@pgt/metrics";
import { type NetworkSize, networkSizes, parameterCount, patchStep } from "../architecture.ts";
import type { NetworkImage, TrainingCase, TrainingOptions } from "../training-options.ts";
import type { NetworkWeights } from "../weights/weights.ts";

/** Options with their defaults. */
export interface TrainingRecipe {
  readonly classes: readonly number[];
  readonly size: NetworkSize;
  readonly seed: number;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  readonly batchSize: number;
  readonly patch: readonly [number, number];
  readonly flips: readonly ("x" | "y")[];
  readonly optimizer: "adam" | "adamw";
  readonly learningRate: number;
  readonly weightDecay: number;
}

const mostClasses = 254;
const largestSeed = Number.MAX_SAFE_INTEGER;

/** Options of a training, whatever its cases. */
type Settings = Omit<TrainingOptions, "cases">;

/** @throws UsageError for a number that is out of its range. */
export function checkTrainingSettings(settings: Settings): void {
  checkRecipe(recipeOf(settings));
}

function recipeOf(options: Settings): TrainingRecipe {
  const { initial, optimizer = "adamw" } = options;
  return {
    classes: options.classes,
    size: options.size ?? initial?.size ?? "S",
    seed: options.seed ?? defaultSeed,
    epochs: options.epochs ?? 20,
    batchesPerEpoch: options.batchesPerEpoch ?? 50,
    batchSize: options.batchSize ?? 8,
    patch: options.patch ?? initial?.patch ?? [64, 64],
    flips: options.flips ?? [],
    optimizer,
    learningRate: options.learningRate ?? 0.003,
    weightDecay: options.weightDecay ?? (optimizer === "adamw" ? 0.01 : 0),
  };
}

export function checkTraining(options: TrainingOptions): TrainingRecipe {
  const { cases, initial } = options;
  const recipe = recipeOf(options);
  if (cases.length === 0) throw usage("cases", "at least one", "none");
  for (const [index, one] of cases.entries()) checkCase(one, `cases[${index}]`);
  checkRecipe(recipe);
  if (initial) checkWeights(initial, "initial");
  if (initial && initial.size !== recipe.size)
    throw usage("size", `${initial.size}, as in initial`, recipe.size);
  return recipe;
}

function checkRecipe(recipe: TrainingRecipe): void {
  const { classes, size, optimizer, flips, patch } = recipe;
  const ascend = classes.every(
    (label, i) => Number.isInteger(label) && label > (i === 0 ? 0 : classes[i - 1]) && label < 2 ** 32,
  );
  if (classes.length === 0 || classes.length > mostClasses || !ascend) {
    throw usage("classes", `1 to ${mostClasses} labels above 0, ascending`, `[${classes.join()}]`);
  }
  if (!(size in networkSizes)) throw usage("size", Object.keys(networkSizes).join(", "), String(size));
  if (optimizer !== "adam" && optimizer !== "adamw") throw usage("optimizer", "adam or adamw", optimizer);
  if (!flips.every((axis) => axis === "x" || axis === "y")) throw usage("flips", "x and y", flips.join());
  checkWhole("seed", recipe.seed, 0, largestSeed);
  checkWhole("epochs", recipe.epochs, 1, 100_000);
  checkWhole("batchesPerEpoch", recipe.batchesPerEpoch, 1, 100_000);
  checkWhole("batchSize", recipe.batchSize, 1, 1024);
  for (const edge of patch) {
    checkWhole("patch", edge, 2 * patchStep, 1024);
    if (edge % patchStep !== 0) throw usage("patch", `multiples of ${patchStep}`, String(edge));
  }
  checkNumber("learningRate", recipe.learningRate, 1);
  checkNumber("weightDecay", recipe.weightDecay, 1);
}

function checkCase({ labels, ...rest }: TrainingCase, name: string): void {
  checkImage(rest, name);
  if (labels.length !== rest.image.length) {
    throw usage(`${name}.labels`, `${rest.image.length} voxels`, String(labels.length));
  }
}

/** Refuses an image whose voxels are not those of its shape, or not all numbers. */
export function checkImage({ image, shape, spacingMm }: NetworkImage, name: string): void {
  const voxels = shape[0] * shape[1] * shape[2];
  if (image.length !== voxels || voxels === 0) {
    throw usage(`${name}.image`, `${shape.join(" x ")} voxels`, String(image.length));
  }
  if (!isSpacing(spacingMm)) throw usage(`${name}.spacingMm`, "3 numbers above 0", spacingMm.join());
  const bad = image.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw usage(`${name}.image`, "finite intensities", `${image[bad]} at voxel ${bad}`);
}

/** Refuses weights whose numbers are not those of their size and classes. */
export function checkWeights({ size, classes, values }: NetworkWeights, name: string): void {
  const expected = parameterCount(size, classes.length);
  if (values.length !== expected) throw usage(`${name}.values`, `${expected} numbers`, String(values.length));
}

function isSpacing(spacingMm: Vector3): boolean {
  return spacingMm.length === 3 && spacingMm.every((mm) => Number.isFinite(mm) && mm > 0);
}

function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw usage(name, `a whole number from ${least} to ${most}`, String(value));
}

function checkNumber(name: string, value: number, most: number): void {
  if (value >= 0 && value <= most) return;
  throw usage(name, `a number from 0 to ${most}`, String(value));
}

function usage(name: string, expected: string, found: string): UsageError {
  return new UsageError("E_NETWORK", `network: ${name}: expected ${expected}, found ${found}`);
}
