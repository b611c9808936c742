import { architectureOf, type ConvolutionShape, convolutionsOf, type NetworkSize } from "../architecture.ts";
import type { Arena } from "../kernels/arena.ts";

/** Output channels lie in blocks of so many. */
const blockOutputs = 8;

export function paddedOutputs(outputs: number): number {
  return Math.ceil(outputs / blockOutputs) * blockOutputs;
}

/** Addresses of a convolution's parameters and of their gradients. */
export interface ConvolutionParameters {
  readonly weights: number;
  /** Gain and bias of the normalisation; of the head the bias. */
  readonly affine: number;
  readonly dWeights: number;
  readonly dAffine: number;
}

/**
 * Parameters and arrays of the same layout (gradients, moments) in the memory of the kernels: convolution after
 * convolution, weights in blocks of 8 outputs, those of the head filled up with zeros.
 */
export class Parameters {
  readonly values: number;
  readonly gradients: number;
  /** Numbers in each of these arrays. */
  readonly length: number;
  /** For each parameter, in the order of `NetworkWeights.values`, its place here. */
  readonly #places: Uint32Array;
  readonly #starts = new Map<string, { weights: number; affine: number }>();

  constructor(
    private readonly arena: Arena,
    size: NetworkSize,
    classes: number,
  ) {
    const places: number[] = [];
    let next = 0;
    for (const shape of convolutionsOf(architectureOf(size, classes))) {
      const outputs = paddedOutputs(shape.outputs);
      const weights = next;
      const affine = weights + shape.taps * shape.taps * shape.inputs * outputs;
      const arrays = shape.name === "head" ? 1 : 2;
      this.#starts.set(shape.name, { weights, affine });
      for (const place of weightPlaces(shape)) places.push(weights + place);
      for (let array = 0; array < arrays; array++) {
        for (let output = 0; output < shape.outputs; output++) places.push(affine + array * outputs + output);
      }
      next = affine + arrays * outputs;
    }
    this.#places = Uint32Array.from(places);
    this.length = next;
    this.values = this.newArray();
    this.gradients = this.newArray();
  }

  newArray(): number {
    return this.arena.allocateFloats(this.length);
  }

  of({ name }: ConvolutionShape): ConvolutionParameters {
    const { weights, affine } = this.#starts.get(name) as { weights: number; affine: number };
    return {
      weights: this.values + weights * 4,
      affine: this.values + affine * 4,
      dWeights: this.gradients + weights * 4,
      dAffine: this.gradients + affine * 4,
    };
  }

  clearGradients(): void {
    this.arena.clear(this.gradients, this.length * 4);
  }

  /** Writes values in the order of `NetworkWeights.values` to one of the arrays. */
  write(array: number, values: Float32Array): void {
    const padded = new Float32Array(this.length);
    this.#places.forEach((place, i) => {
      padded[place] = values[i];
    });
    this.arena.writeFloats(array, padded);
  }

  /** Copies one of the arrays out, in the order of `NetworkWeights.values`. */
  read(array: number): Float32Array<ArrayBuffer> {
    const padded = this.arena.readFloats(array, this.length);
    return Float32Array.from(this.#places, (place) => padded[place]);
  }
}

/** Places of the weights `[row, column, input, output]` in blocks of outputs. */
function* weightPlaces({ taps, inputs, outputs }: ConvolutionShape): Generator<number> {
  const places = taps * taps * inputs;
  for (let place = 0; place < places; place++) {
    for (let output = 0; output < outputs; output++) {
      const block = Math.floor(output / blockOutputs);
      yield (block * places + place) * blockOutputs + (output % blockOutputs);
    }
  }
}
