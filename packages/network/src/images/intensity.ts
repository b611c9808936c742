/** How intensities become what the network sees: (clamp(x, low, high) - mean) / sd. */
export interface IntensityNormalization {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly sd: number;
}

/** Most voxels that the percentiles are taken of. */
const sampledVoxels = 2 ** 20;

/**
 * Normalisation by all voxels of the images, 0.5 % at each end cut off; of large sets by every n-th voxel. Labels have no
 * say: versions of one dataset that differ in their labels have the same.
 */
export function measureIntensities(images: readonly Float32Array[]): IntensityNormalization {
  const total = images.reduce((sum, { length }) => sum + length, 0);
  const step = Math.ceil(total / sampledVoxels);
  const sample = new Float32Array(images.reduce((sum, { length }) => sum + Math.ceil(length / step), 0));
  let n = 0;
  for (const image of images) {
    for (let i = 0; i < image.length; i += step) sample[n++] = image[i];
  }
  sample.sort();
  const cut = Math.floor(n / 200);
  const low = sample[cut];
  const high = sample[n - 1 - cut];
  let sum = 0;
  for (const value of sample) sum += Math.min(Math.max(value, low), high);
  const mean = sum / n;
  let squares = 0;
  for (const value of sample) squares += square(Math.min(Math.max(value, low), high) - mean);
  const sd = Math.sqrt(squares / n);
  return { low, high, mean, sd: sd > 0 ? sd : 1 };
}

export function normalized(value: number, { low, high, mean, sd }: IntensityNormalization): number {
  return (Math.min(Math.max(value, low), high) - mean) / sd;
}

function square(x: number): number {
  return x * x;
}
