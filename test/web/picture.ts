import type { Locator, Page } from "playwright-core";
import { vi } from "vitest";

/** A picture as the browser decodes it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity, row by row. */
  readonly pixels: Uint8Array;
}

export type IsWanted = (red: number, green: number, blue: number) => boolean;

/** Pixels in the colours of the outlines of the first three makers of masks. */
export const isOutline: Readonly<Record<"first" | "second" | "third", IsWanted>> = {
  first: near(86, 180, 233),
  second: near(255, 138, 61),
  third: near(43, 199, 154),
};

function near(...wanted: readonly number[]): IsWanted {
  return (...found) => found.every((value, channel) => Math.abs(value - wanted[channel]) < 12);
}

/** Takes pictures of an element until `check` throws no more, and gives the last one. */
export function pictureThat(element: Locator, check: (picture: Picture) => void): Promise<Picture> {
  const take = async () => {
    const picture = await decoded(element.page(), await element.screenshot());
    check(picture);
    return picture;
  };
  return vi.waitFor(take, { timeout: 20_000, interval: 50 });
}

/** Decodes a PNG in a page beside the one that it shows. */
async function decoded(shown: Page, png: Buffer): Promise<Picture> {
  const page = await shown.context().browser()!.newPage();
  try {
    const { width, height, text } = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = "";
      for (let at = 0; at < data.length; at += 8192)
        text += String.fromCharCode(...data.subarray(at, at + 8192));
      return { width: bitmap.width, height: bitmap.height, text: btoa(text) };
    }, png.toString("base64"));
    return { width, height, pixels: Buffer.from(text, "base64") };
  } finally {
    await page.close();
  }
}

/** Width of the border, in pixels, that is left out: corners are rounded. */
const border = 8;

/** The pixels of some colours: 1, row by row. */
export function pixelsOf({ width, height, pixels }: Picture, isWanted: IsWanted): Uint8Array {
  const found = new Uint8Array(width * height);
  for (let y = border; y < height - border; y++)
    for (let x = border; x < width - border; x++) {
      const at = x + width * y;
      if (isWanted(pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2])) found[at] = 1;
    }
  return found;
}

export function countOf(pixels: Uint8Array): number {
  return pixels.reduce((sum, one) => sum + one, 0);
}

/** Share of some pixels that have one of the others within a distance, along rows and columns. */
export function shareNear(some: Uint8Array, others: Uint8Array, width: number, distance: number): number {
  const height = some.length / width;
  let near = 0;
  for (let i = 0; i < some.length; i++) {
    if (some[i] === 1 && hasNear(others, i % width, Math.floor(i / width), width, height, distance)) near++;
  }
  return near / countOf(some);
}

function hasNear(
  pixels: Uint8Array,
  x: number,
  y: number,
  width: number,
  height: number,
  distance: number,
): boolean {
  for (let row = Math.max(0, y - distance); row <= Math.min(height - 1, y + distance); row++) {
    const from = row * width;
    const part = pixels.subarray(from + Math.max(0, x - distance), from + Math.min(width, x + distance + 1));
    if (part.includes(1)) return true;
  }
  return false;
}

/** Pixels beside others that are not among them, nor hide what is there. */
export function edgeOf(pixels: Uint8Array, hiding: Uint8Array, width: number): Uint8Array {
  const isEnd = (at: number) => pixels[at] !== 1 && hiding[at] !== 1;
  return pixels.map((one, i) =>
    one === 1 && [1, -1, width, -width].some((step) => isEnd(i + step)) ? 1 : 0,
  );
}
