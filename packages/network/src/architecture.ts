/**
 * Sizes of the network by its channels at full resolution; each of the next levels, of half the height and width of the
 * one above, has as many times that as `levelFactors` says. The field's STU-Net scales its models in the same manner.
 */
export const networkSizes = { S: 8, B: 16, L: 24, H: 32 } as const;

export type NetworkSize = keyof typeof networkSizes;

/** Channels of the levels, in those of the first. */
const levelFactors = [1, 2, 2, 4];

/** Height and width of patches are multiples of it: each level but the last halves them. */
export const patchStep = 2 ** (levelFactors.length - 1);

/** Slope of the leaky ReLU for negative values. */
export const leakySlope = 0.01;

/** An array of parameters: weights `[row, column, input, output]`, or one number for each output. */
export interface ParameterTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface ConvolutionShape {
  readonly name: string;
  readonly taps: 1 | 3;
  readonly inputs: number;
  readonly outputs: number;
}

/** The convolutions of a network in the order in which an image passes them. */
export interface Architecture {
  /** For each level, from full resolution down: two convolutions. */
  readonly encoder: readonly (readonly [ConvolutionShape, ConvolutionShape])[];
  /** For each level but the last, from the one above it up: one convolution of the doubled level below and the encoder's. */
  readonly decoder: readonly ConvolutionShape[];
  /** 1 x 1 taps to the scores of background and classes. */
  readonly head: ConvolutionShape;
}

/** The network of a size for a number of classes, the background not counted. */
export function architectureOf(size: NetworkSize, classes: number): Architecture {
  const channels = levelFactors.map((factor) => factor * networkSizes[size]);
  const three = (name: string, inputs: number, outputs: number): ConvolutionShape => ({
    name,
    taps: 3,
    inputs,
    outputs,
  });
  return {
    encoder: channels.map((outputs, level) => [
      three(`encoder.${level}.0`, level === 0 ? 1 : channels[level - 1], outputs),
      three(`encoder.${level}.1`, outputs, outputs),
    ]),
    decoder: channels
      .slice(0, -1)
      .map((outputs, level) => three(`decoder.${level}`, channels[level + 1] + outputs, outputs))
      .reverse(),
    head: { name: "head", taps: 1, inputs: channels[0], outputs: classes + 1 },
  };
}

/** Every convolution in the order of its parameters. */
export function convolutionsOf({ encoder, decoder, head }: Architecture): ConvolutionShape[] {
  return [...encoder.flat(), ...decoder, head];
}

/**
 * Parameters in the order in which `NetworkWeights.values` holds them: each convolution's weights, then gain and bias of
 * its normalisation; the head has a bias only.
 */
export function parameterTensors(size: NetworkSize, classes: number): ParameterTensor[] {
  return convolutionsOf(architectureOf(size, classes)).flatMap(({ name, taps, inputs, outputs }) => [
    { name: `${name}.weight`, shape: [taps, taps, inputs, outputs] },
    ...(name === "head" ? [] : [{ name: `${name}.gain`, shape: [outputs] }]),
    { name: `${name}.bias`, shape: [outputs] },
  ]);
}

export function valueCount({ shape }: ParameterTensor): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Number of parameters of a network. */
export function parameterCount(size: NetworkSize, classes: number): number {
  return parameterTensors(size, classes).reduce((sum, tensor) => sum + valueCount(tensor), 0);
}
