/** A part of the network that knows the maps it reads and writes. */
export interface Layer {
  /** Computes the output of one image of the batch. */
  forward(image: number): void;
  /** Computes the gradients of the inputs from those of the output, and adds to the gradients of the parameters. */
  backward(image: number): void;
}
