import type { Arena } from "../kernels/arena.ts";
import { FeatureMap } from "../kernels/feature-map.ts";
import type { Layer } from "./layer.ts";

/** Largest of 2 x 2 pixels. Its gradient is added to one that is there already. */
export class MaxPool implements Layer {
  readonly output: FeatureMap;

  constructor(
    private readonly arena: Arena,
    private readonly input: FeatureMap,
    images: number,
  ) {
    this.output = new FeatureMap(arena, images, input.channels, input.height / 2, input.width / 2);
  }

  forward(image: number): void {
    const { channels, height, width } = this.input;
    this.arena.kernels.pool(this.input.of(image), this.output.of(image), channels, height, width);
  }

  backward(image: number): void {
    const { channels, height, width, gradient } = this.input;
    this.arena.kernels.add_pool_gradient(
      this.input.of(image),
      this.output.of(image),
      this.output.gradient,
      gradient,
      channels,
      height,
      width,
    );
  }
}

/** The level below, doubled, and the encoder's output of this level behind it. */
export class Join implements Layer {
  readonly output: FeatureMap;

  constructor(
    private readonly arena: Arena,
    private readonly low: FeatureMap,
    private readonly skip: FeatureMap,
    images: number,
  ) {
    this.output = new FeatureMap(arena, images, low.channels + skip.channels, skip.height, skip.width);
  }

  forward(image: number): void {
    const { low, skip, output } = this;
    const { height, width } = skip;
    this.arena.kernels.join(
      low.of(image),
      low.channels,
      skip.of(image),
      skip.channels,
      output.of(image),
      height,
      width,
    );
  }

  backward(): void {
    const { low, skip, output } = this;
    const { height, width } = skip;
    this.arena.kernels.join_backward(
      output.gradient,
      low.gradient,
      low.channels,
      skip.gradient,
      skip.channels,
      height,
      width,
    );
  }
}
