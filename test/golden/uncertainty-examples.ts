import { readFileSync } from "node:fs";
import { readLabelMap } from "@pgt/core";
import { type BitMask, bitMaskOf, shareMap } from "@pgt/engine";
import type { LabelVolume, ProbabilityVolume, Vector3 } from "@pgt/metrics";
import { hasSharedData, sharedData } from "./shared-data.ts";

/** A row of an uncertainty-*.json of the golden values. */
export type Row = Readonly<Record<string, unknown>> & {
  readonly case: string;
  readonly label?: number | string;
};

export function rowsOf(name: string): readonly Row[] {
  if (!hasSharedData) return [];
  return JSON.parse(readFileSync(sharedData(`golden/uncertainty-${name}.json`), "utf8")).rows;
}

/** Masks of one structure of one case, in the order that rows number them in. */
export interface Example {
  readonly raters: readonly BitMask[];
  readonly samples: readonly BitMask[];
  readonly maps: Readonly<Record<string, ProbabilityVolume>>;
  readonly spacingMm: Vector3;
}

const algorithms = ["hnfnetv1-20", "isen-20", "sanet0-20", "scan-20", "yixinmpl-20"];
const regions: Readonly<Record<string, readonly number[]>> = {
  ...{ WT: [1, 2, 4], TC: [1, 4], ET: [4] },
  ...{ label1: [1], label2: [2], label4: [4] },
};

/** Masks that a field of a row names: `rater1,2,3`, `mean of rater 1 and 2`, `S1,S2`, `rater3 twice`, names, or all. */
export function masksNamed(text: string, { raters, samples }: Example): readonly BitMask[] {
  if (text.endsWith("twice"))
    return [0, 1].flatMap(() => masksNamed(text.slice(0, -6), { raters, samples } as Example));
  if (algorithms.some((name) => text.startsWith(name))) {
    return text.split(",").map((name) => raters[algorithms.indexOf(name)]);
  }
  if (text.startsWith("mean of algorithms 1-4")) return raters.slice(0, 4);
  if (/^(mean of )?(raters|5)$/.test(text)) return raters;
  if (text === "samples") return samples;
  const numbers = [...text.matchAll(/\d/g)].map(([digit]) => Number(digit) - 1);
  return numbers.map((at) => (text.startsWith("S") ? samples : raters)[at]);
}

/** The map that a row's field `p` names. */
export function mapNamed(text: string, example: Example): ProbabilityVolume {
  return example.maps[text] ?? shareMap(masksNamed(text, example), example.spacingMm);
}

const known = new Map<string, Promise<Example>>();

export function exampleOf({ case: id, label }: Row): Promise<Example> {
  const key = `${id} ${label}`;
  const make = () => {
    if (id.startsWith("synthetic")) return Promise.resolve(syntheticExample(id));
    return typeof label === "number" ? kitsExample(id, label) : bratsExample(id, regions[String(label)]);
  };
  if (!known.has(key)) known.set(key, make());
  return known.get(key)!;
}

interface Arrays {
  readonly id: string;
  readonly shape: Vector3;
  readonly ratersBits: readonly string[];
  readonly samplesBits: readonly string[];
  readonly probFloat32: string;
  readonly probUint8: string;
}

function syntheticExample(id: string): Example {
  const found = (rowsOf("arrays") as unknown as readonly Arrays[]).find((row) => row.id === id)!;
  const { shape, ratersBits, samplesBits, probFloat32, probUint8 } = found;
  const voxels = shape[0] * shape[1] * shape[2];
  const mask = (text: string) => {
    const bytes = Buffer.from(text, "base64");
    return maskFrom(
      Uint8Array.from({ length: voxels }, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1),
      shape,
    );
  };
  const floats = Buffer.from(probFloat32, "base64");
  const grid = { shape, spacingMm: [1, 1, 1] as const };
  const data = Float32Array.from({ length: voxels }, (_, i) => floats.readFloatLE(4 * i));
  const levels = Float64Array.from({ length: 256 }, (_, v) => v / 255);
  return {
    raters: ratersBits.map(mask),
    samples: samplesBits.map(mask),
    spacingMm: grid.spacingMm,
    maps: {
      probFloat32: { ...grid, data, levels: null },
      "probUint8/255": { ...grid, data: new Uint8Array(Buffer.from(probUint8, "base64")), levels },
    },
  };
}

async function kitsExample(id: string, label: number): Promise<Example> {
  const found = await Promise.all(
    [1, 2, 3].map((rater) => readLabelMap(sharedData(`kits23/rater${rater}/${id}.nii.gz`))),
  );
  const { masks, shape } = croppedMasks(found, label);
  const combined = (of: (...values: number[]) => number) =>
    Uint8Array.from(masks[0], (_, i) => of(...masks.map((mask) => mask[i])));
  const samples = [
    shifted(masks[0], shape[0]),
    shifted(masks[1], shape[0] * shape[1]),
    combined(Math.max),
    combined(Math.min),
  ];
  const [raters, made] = [masks, samples].map((all) => all.map((data) => maskFrom(data, shape)));
  return { raters, samples: made, maps: {}, spacingMm: found[0].spacingMm };
}

/** Margin around what raters mark: more than 5 mm. */
const margin = 12;

/** One label of some volumes, cut to the box of their union and a margin, as the golden values were made. */
function croppedMasks(volumes: readonly LabelVolume[], label: number) {
  const [nx, ny, nz] = volumes[0].shape;
  const low = [nx, ny, nz];
  const high = [0, 0, 0];
  for (const { data } of volumes) {
    for (let i = data.indexOf(label); i >= 0; i = data.indexOf(label, i + 1)) {
      const at = [i % nx, Math.floor(i / nx) % ny, Math.floor(i / nx / ny)];
      for (const axis of [0, 1, 2]) {
        low[axis] = Math.min(low[axis], at[axis]);
        high[axis] = Math.max(high[axis], at[axis]);
      }
    }
  }
  const from = low.map((first) => Math.max(0, first - margin));
  const shape = [nx, ny, nz].map((n, axis) => Math.min(n, high[axis] + margin + 1) - from[axis]);
  const masks = volumes.map(({ data }) => {
    const mask = new Uint8Array(shape[0] * shape[1] * shape[2]);
    for (let z = 0; z < shape[2]; z++) {
      for (let y = 0; y < shape[1]; y++) {
        const row = from[0] + nx * (from[1] + y + ny * (from[2] + z));
        for (let x = 0; x < shape[0]; x++) {
          if (data[row + x] === label) mask[x + shape[0] * (y + shape[1] * z)] = 1;
        }
      }
    }
    return mask;
  });
  return { masks, shape: shape as unknown as Vector3 };
}

async function bratsExample(id: string, ids: readonly number[]): Promise<Example> {
  const found: LabelVolume[] = await Promise.all(
    algorithms.map((name) => readLabelMap(sharedData(`${id}/${name}.nii.gz`))),
  );
  const raters = found.map((volume) => bitMaskOf([{ volume, ids }]));
  return { raters, samples: [], maps: {}, spacingMm: found[0].spacingMm };
}

function shifted(mask: Uint8Array, step: number): Uint8Array {
  const moved = new Uint8Array(mask.length);
  moved.set(mask.subarray(0, mask.length - step), step);
  return moved;
}

function maskFrom(data: Uint8Array, shape: Vector3): BitMask {
  return bitMaskOf([{ volume: { data, shape }, ids: [1] }]);
}
