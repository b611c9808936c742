import { readFileSync } from "node:fs";
import { createRandom, type Random } from "@pgt/metrics";
import { type Features, features } from "../../../test/oracles/network.ts";
import { Arena } from "../src/kernels/arena.ts";
import { type NetworkKernels, startKernels } from "../src/kernels/kernels.ts";

export const networkModule = new WebAssembly.Module(
  readFileSync(new URL("../../../assembly/build/network.wasm", import.meta.url)),
);

/** The kernels with maps and numbers that tests put in and get out. */
export class KernelMaps {
  static async start(): Promise<KernelMaps> {
    return new KernelMaps(await startKernels(networkModule));
  }

  readonly arena: Arena;
  constructor(readonly kernels: NetworkKernels) {
    this.arena = new Arena(kernels);
  }

  /** Address of the numbers. */
  floats(values: ArrayLike<number>): number {
    const address = this.arena.allocateFloats(values.length);
    this.arena.writeFloats(address, values);
    return address;
  }

  bytes(values: Uint8Array): number {
    const address = this.arena.allocate(values.length);
    this.arena.writeBytes(address, values);
    return address;
  }

  /** Address of a map with its border. */
  map({ channels, height, width, values }: Features): number {
    const padded = new Float32Array((height + 2) * (width + 2) * channels);
    for (let i = 0; i < values.length; i++) {
      padded[placeOf(i, channels, height, width)] = values[i];
    }
    return this.floats(padded);
  }

  /** Address of an empty map. */
  empty(channels: number, height: number, width: number): number {
    return this.map(features(channels, height, width, () => 0));
  }

  /** The map at an address; its border must be untouched. */
  read(address: number, channels: number, height: number, width: number): Features {
    const padded = this.arena.readFloats(address, (height + 2) * (width + 2) * channels);
    const values = new Float64Array(channels * height * width);
    for (let i = 0; i < values.length; i++) {
      const place = placeOf(i, channels, height, width);
      values[i] = padded[place];
      padded[place] = 0;
    }
    if (padded.some((value) => value !== 0)) throw new Error("a kernel wrote into the border of a map");
    return { channels, height, width, values };
  }
}

/** Place in memory of a value of a map. */
function placeOf(i: number, channels: number, height: number, width: number): number {
  const channel = Math.floor(i / height / width);
  const row = Math.floor(i / width) % height;
  return ((row + 1) * (width + 2) + (i % width) + 1) * channels + channel;
}

/** Weights `[row, column, input, output]` in blocks of 8 outputs, as the kernels read them, and back. */
export function blocked(weights: ArrayLike<number>, outputs: number): Float32Array {
  return Float32Array.from(weights, (_, i) => weights[unblockedPlace(i, weights.length, outputs)]);
}

export function unblocked(weights: ArrayLike<number>, outputs: number): number[] {
  const plain = new Array<number>(weights.length);
  for (let i = 0; i < weights.length; i++) plain[unblockedPlace(i, weights.length, outputs)] = weights[i];
  return plain;
}

function unblockedPlace(i: number, n: number, outputs: number): number {
  const places = n / outputs;
  const [block, place, lane] = [Math.floor(i / places / 8), Math.floor(i / 8) % places, i % 8];
  return place * outputs + block * 8 + lane;
}

export function randomFeatures(random: Random, channels: number, height: number, width: number): Features {
  return features(channels, height, width, () => Math.fround(random.normal()));
}

export function randomNumbers(random: Random, n: number): Float32Array {
  return Float32Array.from({ length: n }, () => random.normal());
}

/** Random shapes, each with a stream of its own. */
export const randomShapes = Array.from({ length: 6 }, (_, k) => {
  const random = createRandom(14, k);
  const pick = (...values: number[]) => values[random.nextBelow(values.length)];
  return {
    random,
    inputs: pick(8, 16),
    outputs: pick(8, 16),
    height: pick(2, 4, 6),
    width: pick(2, 4, 6, 10),
  };
});
