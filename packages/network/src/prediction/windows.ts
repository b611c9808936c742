/** Starts of windows that cover an axis, neighbours at most half a window apart; one around the middle of a short axis. */
export function windowStarts(size: number, window: number): number[] {
  if (size <= window) return [0 - Math.floor((window - size) / 2)];
  const steps = Math.ceil((size - window) / (window / 2));
  return Array.from({ length: steps + 1 }, (_, k) => Math.round((k * (size - window)) / steps));
}

/** Weights of a window's pixels: the product of the distances, in pixels, beyond the nearer edge of each axis. */
export function windowWeights(height: number, width: number): Float32Array {
  const beyondEdge = (place: number, size: number) => Math.min(place + 1, size - place);
  return Float32Array.from(
    { length: height * width },
    (_, pixel) => beyondEdge(Math.floor(pixel / width), height) * beyondEdge(pixel % width, width),
  );
}
