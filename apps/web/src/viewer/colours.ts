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
  return markerColours[place % markerColours.length]!;
}

export function cssColour([red, green, blue]: readonly [number, number, number]): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** As NiiVue takes a colour map: channels at the intensities `I`, 0 to 255. */
export interface ColourMap {
  readonly R: number[];
  readonly G: number[];
  readonly B: number[];
  readonly A: number[];
  readonly I: number[];
}

/** Nothing at 0; from a first colour to a last. */
export function rampOf(stops: readonly (readonly [number, number, number, number])[]): ColourMap {
  const at = (channel: number) => stops.map((stop) => stop[channel]!);
  const I = stops.map((_, place) => Math.round((255 * place) / (stops.length - 1)));
  return { R: at(0), G: at(1), B: at(2), A: at(3), I };
}

export const votesRamp = rampOf([
  [20, 40, 80, 0],
  [40, 90, 150, 150],
  [90, 170, 230, 190],
  [240, 250, 255, 220],
]);

export const disagreementRamp = rampOf([
  [60, 0, 0, 0],
  [190, 50, 10, 120],
  [255, 140, 30, 140],
  [255, 240, 120, 160],
]);
