interface Shade {
  /** Share of the heat colour in the background, in percent. */
  readonly percent: number;
  /** Ink that stands on it, in the light and in the dark. */
  readonly light: "ink" | "heatink";
  readonly dark: "ink" | "heatink";
}

/**
 * Shades of the heat map, from least to most alike. Between the two inks there are strengths on which neither is
 * legible (a contrast of 4.5): from 83 to 92 % in the light and from 61 to 70 % in the dark.
 */
export const heatShades: readonly Shade[] = [8, 19, 30, 41, 52, 58, 74, 80, 96].map((percent) => ({
  percent,
  light: percent > 82 ? "heatink" : "ink",
  dark: percent > 60 ? "heatink" : "ink",
}));

/** Rules of the classes `h0` to `h8`. */
export const heatStyle = `${heatShades
  .map(
    ({ percent, light }, shade) =>
      `.h${shade}{background:color-mix(in oklab,var(--heat) ${percent}%,var(--bg));color:var(--${light})}`,
  )
  .join("\n")}
@media screen and (prefers-color-scheme:dark){${heatShades
  .flatMap(({ light, dark }, shade) => (light === dark ? [] : [`.h${shade}`]))
  .join(",")}{color:var(--heatink)}}`;
