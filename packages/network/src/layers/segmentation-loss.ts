import type { Arena } from "../kernels/arena.ts";
import type { FeatureMap } from "../kernels/feature-map.ts";

/** Pixels added to overlap and size of the soft Dice, so that a class that a batch lacks has one. */
const smoothing = 1;

/** Cross-entropy plus 1 - soft Dice, the mean over the classes but the background, each over the whole batch. */
export class SegmentationLoss {
  readonly #labels: number;
  readonly #sums: number;
  readonly #slopes: number;

  constructor(
    private readonly arena: Arena,
    private readonly scores: FeatureMap,
    /** The background included. */
    private readonly classes: number,
    private readonly images: number,
  ) {
    this.#labels = arena.allocate(images * scores.height * scores.width);
    this.#sums = arena.allocate((1 + 3 * classes) * 8);
    this.#slopes = arena.allocateFloats(2 * classes);
  }

  /** Class of each pixel of an image. */
  writeLabels(image: number, classes: Uint8Array): void {
    this.arena.writeBytes(this.#labelsOf(image), classes);
  }

  clear(): void {
    this.arena.clear(this.#sums, (1 + 3 * this.classes) * 8);
  }

  /** Turns an image's scores into probabilities and counts them in. */
  addImage(image: number): void {
    const { channels, height, width } = this.scores;
    const { kernels } = this.arena;
    kernels.softmax(
      this.scores.of(image),
      channels,
      this.classes,
      this.#labelsOf(image),
      this.#sums,
      height,
      width,
    );
  }

  /** Loss of the batch, all of whose images were added, and the pixels of each class. */
  measure(): { readonly loss: number; readonly pixelsOfClass: Float64Array } {
    const { classes } = this;
    const sums = this.arena.readDoubles(this.#sums, 1 + 3 * classes);
    const slopes = new Float32Array(2 * classes);
    let dice = 0;
    for (let c = 1; c < classes; c++) {
      const overlap = 2 * sums[1 + c] + smoothing;
      const size = sums[1 + classes + c] + sums[1 + 2 * classes + c] + smoothing;
      dice += overlap / size;
      slopes[c] = -2 / size / (classes - 1);
      slopes[classes + c] = overlap / size / size / (classes - 1);
    }
    this.arena.writeFloats(this.#slopes, slopes);
    const loss = sums[0] / this.#pixels + 1 - dice / (classes - 1);
    return { loss, pixelsOfClass: sums.slice(1 + 2 * classes) };
  }

  /** Writes the gradient of an image's scores, once the batch is measured. */
  backward(image: number): void {
    const { channels, height, width, gradient } = this.scores;
    const { kernels } = this.arena;
    kernels.loss_gradient(
      this.scores.of(image),
      channels,
      this.classes,
      this.#labelsOf(image),
      1 / this.#pixels,
      this.#slopes,
      gradient,
      height,
      width,
    );
  }

  get #pixels(): number {
    return this.images * this.scores.height * this.scores.width;
  }

  #labelsOf(image: number): number {
    return this.#labels + image * this.scores.height * this.scores.width;
  }
}
