import type { ConvolutionShape } from "../architecture.ts";
import type { Arena } from "../kernels/arena.ts";
import { FeatureMap } from "../kernels/feature-map.ts";
import type { Layer } from "./layer.ts";
import { type ConvolutionParameters, type Parameters, paddedOutputs } from "./parameters.ts";

/** Scores of background and classes: 1 x 1 taps and a bias. Channels beyond the classes stay without effect. */
export class Head implements Layer {
  readonly output: FeatureMap;
  readonly #turned: number;
  readonly #parameters: ConvolutionParameters;

  constructor(
    private readonly arena: Arena,
    parameters: Parameters,
    shape: ConvolutionShape,
    private readonly input: FeatureMap,
    images: number,
  ) {
    const outputs = paddedOutputs(shape.outputs);
    this.output = new FeatureMap(arena, images, outputs, input.height, input.width);
    this.#turned = arena.allocateFloats(shape.inputs * outputs);
    this.#parameters = parameters.of(shape);
  }

  forward(image: number): void {
    const { channels, height, width } = this.input;
    const { weights, affine } = this.#parameters;
    const { kernels } = this.arena;
    const y = this.output.of(image);
    kernels.convolve(
      this.input.of(image),
      channels,
      weights,
      affine,
      y,
      this.output.channels,
      height,
      width,
      1,
    );
  }

  backward(image: number): void {
    const { channels, height, width, gradient } = this.input;
    const { weights, dWeights, dAffine } = this.#parameters;
    const { kernels } = this.arena;
    const outputs = this.output.channels;
    const dy = this.output.gradient;
    kernels.add_weight_gradient(this.input.of(image), channels, dy, outputs, dWeights, height, width, 1);
    kernels.add_bias_gradient(dy, outputs, dAffine, height, width);
    if (image === 0) kernels.turn_taps(weights, channels, outputs, 1, this.#turned);
    kernels.convolve(dy, outputs, this.#turned, 0, gradient, channels, height, width, 1);
  }
}
