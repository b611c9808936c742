import { createRandom, defaultSeed } from "@pgt/metrics";

/** Largest number of values for which every order is looked at: 8! = 40320. */
const mostValuesForAllOrders = 8;
const randomOrders = 20_000;
/** Statistics of two orders that differ by less count as equal. */
const slack = 1e-9;

export interface PermutationP {
  /** Two-sided: the share of orders of y with a statistic at least as far from zero. */
  readonly p: number;
  /** Every order was looked at; else orders drawn at random, the observed one counted in. */
  readonly exact: boolean;
}

/**
 * Permutation p of a statistic whose value for y in another order is `statistic(order)`, `order[i]` being the place in y
 * that is put beside x[i]. Only its size matters, so a constant factor may be left out.
 */
export function permutationP(
  count: number,
  statistic: (order: ArrayLike<number>) => number,
  seed = defaultSeed,
): PermutationP {
  const shares = permutationShares(count, (order) => Math.abs(statistic(order)), seed)!;
  return { p: shares.pGreater, exact: shares.exact };
}

/** Shares of orders with a statistic at least, and at most, as large as the observed one. */
export interface PermutationShares {
  readonly pGreater: number;
  readonly pLess: number;
  readonly exact: boolean;
}

/** One-sided permutation p. Orders without a value count as at least as large and as small; null if the observed is. */
export function permutationShares(
  count: number,
  statistic: (order: ArrayLike<number>) => number | null,
  seed = defaultSeed,
): PermutationShares | null {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  const observed = statistic(order);
  if (observed === null) return null;
  const margin = slack * Math.max(1, Math.abs(observed));
  let [greater, less, all] = [0, 0, 0];
  const look = () => {
    const value = statistic(order);
    all++;
    if (value === null || value >= observed - margin) greater++;
    if (value === null || value <= observed + margin) less++;
  };
  const exact = count <= mostValuesForAllOrders;
  if (exact) forEachOrder(order, look);
  else {
    look();
    const random = createRandom(seed, 0);
    for (let draw = 0; draw < randomOrders; draw++) {
      for (let at = count - 1; at > 0; at--) swap(order, at, random.nextBelow(at + 1));
      look();
    }
  }
  return { pGreater: greater / all, pLess: less / all, exact };
}

/** Heap's algorithm: every order once, each by one exchange from the one before. */
function forEachOrder(order: Uint32Array, visit: () => void): void {
  const counters = new Uint32Array(order.length);
  visit();
  for (let at = 1; at < order.length; ) {
    if (counters[at] < at) {
      swap(order, at % 2 === 0 ? 0 : counters[at], at);
      visit();
      counters[at]++;
      at = 1;
    } else counters[at++] = 0;
  }
}

function swap(order: Uint32Array, a: number, b: number): void {
  [order[a], order[b]] = [order[b], order[a]];
}
