import type { Arena } from "./arena.ts";

/**
 * The values of a layer for every image of a batch, and the gradient for the one image that is worked on. Both have a
 * border of one pixel of zeros, which stays.
 */
export class FeatureMap {
  readonly gradient: number;
  readonly #values: number;
  readonly #bytes: number;

  constructor(
    arena: Arena,
    images: number,
    readonly channels: number,
    readonly height: number,
    readonly width: number,
  ) {
    this.#bytes = (height + 2) * (width + 2) * channels * 4;
    this.#values = arena.allocate(images * this.#bytes);
    this.gradient = arena.allocate(this.#bytes);
  }

  /** Address of an image's values. */
  of(image: number): number {
    return this.#values + image * this.#bytes;
  }

  /** Writes the one channel of an image, row by row without border. */
  write(arena: Arena, image: number, pixels: Float32Array): void {
    for (let row = 0; row < this.height; row++) {
      const at = this.of(image) + ((row + 1) * (this.width + 2) + 1) * this.channels * 4;
      arena.writeFloats(at, pixels.subarray(row * this.width, (row + 1) * this.width));
    }
  }

  /** Copies an image's values out, pixel by pixel without border. */
  read(arena: Arena, image: number): Float32Array {
    const values = new Float32Array(this.height * this.width * this.channels);
    for (let row = 0; row < this.height; row++) {
      const at = this.of(image) + ((row + 1) * (this.width + 2) + 1) * this.channels * 4;
      const n = this.width * this.channels;
      values.set(arena.readFloats(at, n), row * n);
    }
    return values;
  }
}
