import {
  type Architecture,
  architectureOf,
  type ConvolutionShape,
  type NetworkSize,
} from "../architecture.ts";
import type { Arena } from "../kernels/arena.ts";
import { FeatureMap } from "../kernels/feature-map.ts";
import { ConvolutionBlock } from "./convolution-block.ts";
import { Head } from "./head.ts";
import type { Layer } from "./layer.ts";
import { Parameters } from "./parameters.ts";
import { Join, MaxPool } from "./pooling.ts";

export interface UnetShape {
  readonly size: NetworkSize;
  /** Without the background. */
  readonly classes: number;
  /** Images in a batch. */
  readonly images: number;
  readonly height: number;
  readonly width: number;
}

/**
 * A U-Net (Ronneberger, Fischer & Brox 2015) in the memory of the kernels. Images are worked on one after another, each
 * through all layers, which keeps what a layer reads near; their gradients add up in the order of the batch.
 */
export class Unet {
  readonly parameters: Parameters;
  readonly input: FeatureMap;
  /** One score for the background and each class, and channels without meaning behind them. */
  readonly scores: FeatureMap;
  readonly #layers: Layer[] = [];

  constructor(
    private readonly arena: Arena,
    private readonly shape: UnetShape,
  ) {
    this.parameters = new Parameters(arena, shape.size, shape.classes);
    this.input = new FeatureMap(arena, shape.images, 1, shape.height, shape.width);
    this.scores = this.#build(architectureOf(shape.size, shape.classes));
  }

  forward(image: number): void {
    for (const layer of this.#layers) layer.forward(image);
  }

  /** Adds to the parameters' gradients; that of the scores is there. Image 0 comes first. */
  backward(image: number): void {
    for (const layer of [...this.#layers].reverse()) layer.backward(image);
  }

  #build({ encoder, decoder, head }: Architecture): FeatureMap {
    const { images } = this.shape;
    const skips: FeatureMap[] = [];
    let map = this.input;
    for (const [level, shapes] of encoder.entries()) {
      if (level > 0) map = this.#add(new MaxPool(this.arena, map, images));
      for (const shape of shapes) map = this.#addBlock(shape, map);
      skips.push(map);
    }
    skips.pop();
    for (const shape of decoder) {
      map = this.#add(new Join(this.arena, map, skips.pop() as FeatureMap, images));
      map = this.#addBlock(shape, map);
    }
    return this.#add(new Head(this.arena, this.parameters, head, map, images));
  }

  #addBlock(shape: ConvolutionShape, input: FeatureMap): FeatureMap {
    return this.#add(new ConvolutionBlock(this.arena, this.parameters, shape, input, this.shape.images));
  }

  #add(layer: Layer & { readonly output: FeatureMap }): FeatureMap {
    this.#layers.push(layer);
    return layer.output;
  }
}
