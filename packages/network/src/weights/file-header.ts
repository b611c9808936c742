import { InputError, type Vector3 } from "@pgt/metrics";
import {
  type NetworkSize,
  networkSizes,
  type ParameterTensor,
  parameterCount,
  parameterTensors,
  patchStep,
} from "../architecture.ts";
import type { IntensityNormalization } from "../images/intensity.ts";

export const fileVersion = 1;

/** The JSON of a file of weights. */
export interface FileHeader {
  readonly version: typeof fileVersion;
  readonly architecture: "unet-2d";
  readonly size: NetworkSize;
  readonly classes: readonly number[];
  readonly normalization: IntensityNormalization;
  readonly patch: readonly [number, number];
  readonly spacingMm: Vector3;
  readonly tensors: readonly ParameterTensor[];
  /** Of a checkpoint, whose moments follow the parameters. */
  readonly training?: {
    readonly losses: readonly number[];
    readonly constantLoss: number;
    readonly recipe: string;
  };
}

/** Numbers in each of the file's arrays. */
export function valuesOf({ size, classes }: FileHeader): number {
  return parameterCount(size, classes.length);
}

/** What each entry of a header must be. */
const entries: { readonly [Key in keyof FileHeader]-?: (value: unknown) => boolean } = {
  version: (value) => value === fileVersion,
  architecture: (value) => value === "unet-2d",
  size: (value) => typeof value === "string" && Object.hasOwn(networkSizes, value),
  classes: (value) =>
    isNumbers(value, 1, 254) &&
    value.every(
      (label, i) => Number.isInteger(label) && label > (i === 0 ? 0 : value[i - 1]) && label < 2 ** 32,
    ),
  normalization: (value) =>
    isRecord(value, ["low", "high", "mean", "sd"]) &&
    Object.values(value).every(isFiniteNumber) &&
    Number(value.sd) > 0,
  patch: (value) =>
    isNumbers(value, 2, 2) &&
    value.every((edge) => edge >= patchStep && edge <= 1024 && edge % patchStep === 0),
  spacingMm: (value) => isNumbers(value, 3, 3) && value.every((mm) => mm > 0),
  tensors: (value) => Array.isArray(value),
  training: (value) =>
    value === undefined ||
    (isRecord(value, ["losses", "constantLoss", "recipe"]) &&
      isNumbers(value.losses, 0, 100_000) &&
      isFiniteNumber(value.constantLoss) &&
      typeof value.recipe === "string"),
};

export function parseHeader(bytes: Uint8Array, file: string): FileHeader {
  const header = parse(bytes, file);
  for (const [name, isRight] of Object.entries(entries)) {
    const value = header[name];
    if (isRight(value)) continue;
    const found = JSON.stringify(value)?.slice(0, 80) ?? "none";
    const hint = name === "version" ? `; this version of pgt reads ${fileVersion}` : "";
    throw new InputError("E_HEADER", file, `weights of a network with an unknown ${name}: ${found}${hint}`);
  }
  const known = header as unknown as FileHeader;
  const tensors = parameterTensors(known.size, known.classes.length);
  if (JSON.stringify(known.tensors) !== JSON.stringify(tensors)) {
    throw new InputError(
      "E_HEADER",
      file,
      "weights of a network whose arrays are not those of its size and classes",
    );
  }
  return known;
}

function parse(bytes: Uint8Array, file: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return { ...header };
  } catch (cause) {
    throw new InputError("E_HEADER", file, "weights of a network whose header is no JSON", { cause });
  }
  throw new InputError("E_HEADER", file, "weights of a network whose header is no object");
}

function isRecord(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).sort().join() === [...names].sort().join()
  );
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isNumbers(value: unknown, least: number, most: number): value is number[] {
  return Array.isArray(value) && value.length >= least && value.length <= most && value.every(isFiniteNumber);
}
