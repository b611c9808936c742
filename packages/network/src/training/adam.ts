import type { Arena } from "../kernels/arena.ts";
import type { Parameters } from "../layers/parameters.ts";

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Adam, or AdamW, over all parameters of a network. */
export class Adam {
  readonly firstMoments: number;
  readonly secondMoments: number;
  #steps: number;
  // beta1^steps and beta2^steps.
  #power1 = 1;
  #power2 = 1;

  constructor(
    private readonly arena: Arena,
    private readonly parameters: Parameters,
    private readonly kind: "adam" | "adamw",
    private readonly weightDecay: number,
  ) {
    this.firstMoments = parameters.newArray();
    this.secondMoments = parameters.newArray();
    this.#steps = 0;
  }

  /** Goes to the state after so many steps, whose moments are written. */
  skipTo(steps: number): void {
    while (this.#steps < steps) this.#count();
  }

  step(learningRate: number): void {
    this.#count();
    const { parameters, kind, weightDecay } = this;
    this.arena.kernels.adam_step(
      parameters.values,
      parameters.gradients,
      this.firstMoments,
      this.secondMoments,
      parameters.length,
      learningRate / (1 - this.#power1),
      1 / Math.sqrt(1 - this.#power2),
      kind === "adamw" ? 1 - learningRate * weightDecay : 1,
      kind === "adam" ? weightDecay : 0,
      beta1,
      beta2,
      epsilon,
    );
  }

  #count(): void {
    this.#steps++;
    this.#power1 *= beta1;
    this.#power2 *= beta2;
  }
}
