import { createRandom } from "@pgt/metrics";
import type { NetworkImage, TrainingCase } from "@pgt/network";

/** A noisy volume with two bright discs in each slice, of labels 1 and 3, the second the brighter. */
export function discCase(seed: number, shape: NetworkImage["shape"] = [40, 36, 5]): TrainingCase {
  const random = createRandom(seed, 0);
  const [nx, ny, nz] = shape;
  const discs = [1, 3].map((label) => ({
    label,
    x: nx * ((label === 1 ? 0.2 : 0.6) + 0.2 * random.next()),
    y: ny * (0.3 + 0.4 * random.next()),
    radius: Math.min(nx, ny) * 0.16,
  }));
  const image = new Float32Array(nx * ny * nz);
  const labels = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i++) {
    const [x, y] = [i % nx, Math.floor(i / nx) % ny];
    labels[i] = discs.find((disc) => (x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.radius ** 2)?.label ?? 0;
    image[i] = 40 * labels[i] + 30 * random.normal();
  }
  return { image, labels, shape, spacingMm: [1, 1, 3] };
}
