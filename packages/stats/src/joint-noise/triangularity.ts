/**
 * Place of raters between one line (0) and an even triangle (1), from the squared displacements between their
 * habits: over triples, Σ max(0, 3 (2 (AB + BC + CA) - A² - B² - C²)) / Σ (A + B + C)². With raters who differ by
 * drawing larger or smaller alone, one of three sides is the sum of the others. Null for fewer than three raters, or
 * where no two differ.
 */
export function triangularity(
  raters: readonly string[],
  scaleBetween: (a: string, b: string) => number | undefined,
  intraScale: number,
): number | null {
  const habit = (i: number, j: number) => {
    const scale = scaleBetween(raters[i], raters[j]);
    return scale === undefined ? null : Math.max(0, scale ** 2 - intraScale ** 2);
  };
  let spread = 0;
  let total = 0;
  for (let i = 0; i < raters.length; i++) {
    for (let j = i + 1; j < raters.length; j++) {
      for (let k = j + 1; k < raters.length; k++) {
        const [a, b, c] = [habit(i, j), habit(i, k), habit(j, k)];
        if (a === null || b === null || c === null) continue;
        spread += Math.max(0, 3 * (2 * (a * b + b * c + c * a) - a * a - b * b - c * c));
        total += (a + b + c) ** 2;
      }
    }
  }
  return total > 0 ? spread / total : null;
}
