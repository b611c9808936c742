import { describe, expect, it } from "vitest";
import { heatShades } from "../src/page/heat-shades.ts";
import { pageStyle } from "../src/page/page-style.ts";

type Triple = readonly [number, number, number];

/** The colours of the three schemes in the order of the style sheet; each has the same names. */
const schemes = [...pageStyle.matchAll(/:root\{([^}]*)\}/g)].map(([, text]) => {
  const found = [...text.matchAll(/--([a-z0-9]+):(#[0-9a-f]+)/g)].map(([, name, hex]) => [name, hex]);
  return Object.fromEntries(found) as Record<"bg" | "ink" | "heat" | "heatink", string>;
});
const inkOf = { light: 0, dark: 1, print: 2 } as const;

describe("text on the heat map", () => {
  it("has three schemes", () => expect(schemes).toHaveLength(3));

  it.each(Object.entries(inkOf))("has a contrast of 4.5 on every shade: %s", (name, at) => {
    const colours = schemes[at];
    for (const { percent, light, dark } of heatShades) {
      const ink = colours[name === "dark" ? dark : light];
      const ground = mixed(linear(colours.heat), linear(colours.bg), percent / 100);
      expect(contrast(linear(ink), ground), `${percent} %`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** Linear red, green and blue, from 0 to 1, of `#rrggbb` or `#rgb`. */
function linear(hex: string): Triple {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;
}

/** `color-mix(in oklab, a share, b)`; matrices of CSS Color 4. */
function mixed(a: Triple, b: Triple, share: number): Triple {
  const [labA, labB] = [oklab(a), oklab(b)];
  const lab = labA.map((value, at) => value * share + labB[at] * (1 - share)) as unknown as Triple;
  const cubes = times(
    [
      [1, 0.3963377774, 0.2158037573],
      [1, -0.1055613458, -0.0638541728],
      [1, -0.0894841775, -1.291485548],
    ],
    lab,
  ).map((value) => value ** 3) as unknown as Triple;
  return times(
    [
      [4.0767416621, -3.3077115913, 0.2309699292],
      [-1.2684380046, 2.6097574011, -0.3413193965],
      [-0.0041960863, -0.7034186147, 1.707614701],
    ],
    cubes,
  );
}

function oklab(rgb: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt) as unknown as Triple;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function times(matrix: readonly Triple[], [x, y, z]: Triple): Triple {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple;
}

/** Contrast as WCAG 2 defines it. */
function contrast(a: Triple, b: Triple): number {
  const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
