import { UsageError } from "@pgt/metrics";

export const defaultRegion = "union@5mm";

/**
 * Distance in mm of a region from what anybody marked; null for the whole image.
 *
 * @throws UsageError for what is neither `image`, nor `union`, nor `union@5mm` with some distance.
 */
export function regionMmOf(region: string): number | null {
  if (region === "image") return null;
  if (region === "union") return 0;
  const distance = /^union@(\d+(?:\.\d+)?)(?:mm)?$/.exec(region);
  if (distance) return Number(distance[1]);
  throw new UsageError(
    "E_REGION",
    `region: expected image, union, or union@5mm with some distance, found ${region}`,
  );
}
