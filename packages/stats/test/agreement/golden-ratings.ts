/** Published ratings that several coefficients are checked on. */

const none = null;

/** Krippendorff 2011: 12 units (rows), 4 observers, missing ratings; also Gwet's `cac.raw4raters`. */
export const krippendorff = [
  [1, 1, none, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [none, 5, 5, 5],
  [none, none, 1, 1],
  [none, none, 3, none],
];

/** 10 units, 14 raters, 5 categories: counts by category (the worked example of Fleiss' kappa). */
export const fleiss = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];

/** Two raters, 125 units: 118 yes-yes, 5 yes-no, 2 no-yes, none no-no. */
export const paradox = [
  { ratings: [1, 1], units: 118 },
  { ratings: [1, 0], units: 5 },
  { ratings: [0, 1], units: 2 },
];

/** Three masks in a row of 20 voxels: [4, 14), [5, 15), [4, 12). */
export const masksInARow = Array.from({ length: 20 }, (_, x) =>
  [
    [4, 14],
    [5, 15],
    [4, 12],
  ].map(([from, to]) => Number(x >= from && x < to)),
);

/** Shrout & Fleiss 1979: 6 targets, 4 judges. */
export const shroutFleiss = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

/** Two measurements of eight volumes. */
export const volumes = {
  first: [10.2, 12.5, 9.8, 15.1, 11.0, 13.3, 8.7, 14.2],
  second: [10.8, 12.1, 10.4, 15.9, 11.6, 13.0, 9.5, 14.9],
};
