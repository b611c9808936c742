/** Share of the learning rate at `done` (from 0 to 1) of all steps: (1 + cos(pi done)) / 2. */
export function cosineShare(done: number): number {
  // cos(2x) = 1 - 2 sin(x)²; Math.sin leaves its last digit to the engine, this series does not.
  const x = (Math.PI / 2) * done;
  let term = x;
  let sine = x;
  for (let k = 2; k < 24; k += 2) {
    term *= -(x * x) / (k * (k + 1));
    sine += term;
  }
  return 1 - sine * sine;
}
