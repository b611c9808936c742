/**
 * Numbers of streams: what is drawn for whom depends on nothing else, so that more raters or sessions change nothing.
 * Raters are numbered from 1; session 0 of `offset` is where the boundary passes within a voxel, session 1 the image.
 */
export const streamKinds = { style: 0, offset: 254, anatomy: 255 } as const;

/** Session of `offset` that images are drawn from. */
export const imageSession = 1;

/**
 * Streams of a seed: at most 2^14 cases, 253 raters, 2^8 sessions and labels below 2^16 share a seed without a stream
 * in common.
 */
export function streamOf(caseNumber: number, rater: number, session: number, label: number): number {
  return ((caseNumber * 256 + rater) * 256 + session) * 65536 + label;
}
