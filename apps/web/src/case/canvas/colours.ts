/** Colours on black, one per maker of masks: those of the report's dark page. */
export const markerColours: readonly (readonly [number, number, number])[] = [
  [86, 180, 233],
  [255, 138, 61],
  [43, 199, 154],
  [227, 155, 196],
  [240, 228, 66],
  [230, 159, 0],
  [170, 150, 255],
  [255, 110, 110],
  [150, 220, 90],
  [110, 230, 230],
  [190, 190, 190],
];

export function colourOf(place: number): readonly [number, number, number] {
  return markerColours[place % markerColours.length];
}

export function cssColour([red, green, blue]: readonly [number, number, number]): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Red, green, blue and opacity, 0 to 255. */
export type Colour = readonly [number, number, number, number];

/** Colours in equal steps, the first for the least. */
export type Ramp = readonly Colour[];

export function colourAt(ramp: Ramp, share: number): Colour {
  const at = Math.max(0, Math.min(1, share)) * (ramp.length - 1);
  const [from, to] = [ramp[Math.floor(at)], ramp[Math.ceil(at)]];
  const mixed = (channel: 0 | 1 | 2 | 3) => from[channel] + (to[channel] - from[channel]) * (at % 1);
  return [mixed(0), mixed(1), mixed(2), mixed(3)];
}

export const votesRamp: Ramp = [
  [20, 40, 80, 0],
  [40, 90, 150, 150],
  [90, 170, 230, 190],
  [240, 250, 255, 220],
];

/** Transparent where nobody differs. */
export const disagreementRamp: Ramp = [
  [60, 0, 0, 0],
  [190, 50, 10, 120],
  [255, 140, 30, 140],
  [255, 240, 120, 160],
];
