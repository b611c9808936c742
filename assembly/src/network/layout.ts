// Memory of the network's kernels. A feature map of one image has its channels next to each other and a border of one
// pixel of zeros around it, which no kernel writes, so that a convolution needs no test for the edge:
//
//   0 0 0 0 0 0        height + 2 rows of width + 2 pixels of `channels` f32
//   0 p p p p 0        channels: 1 for an image, else a multiple of 8
//   0 p p p p 0
//   0 0 0 0 0 0
//
// Weights of a convolution lie in blocks of 8 output channels, so that the sum over a row of taps reads them, and a row
// of the map, from front to back:
//
//   [output / 8][row of taps][column of taps][input][output % 8]

/** Bytes of a pixel. */
// @ts-ignore: decorator
@inline
export function pixelBytes(channels: u32): usize {
  return <usize>channels << 2;
}

/** Bytes of a row, its border included. */
// @ts-ignore: decorator
@inline
export function rowBytes(width: u32, channels: u32): usize {
  return <usize>(width + 2) * pixelBytes(channels);
}

/** First pixel that is not border. */
// @ts-ignore: decorator
@inline
export function firstPixel(map: usize, width: u32, channels: u32): usize {
  return map + rowBytes(width, channels) + pixelBytes(channels);
}
