const STATE_WORDS = 624;
const MIDDLE = 397;

/**
 * The indices 0 to n - 1 as numpy.random.RandomState(seed).shuffle leaves them: MT19937 (Matsumoto and Nishimura
 * 1998), masked rejection for the bound, from the last place to the second. Only for splits that another tool makes
 * so; everything else draws from `createRandom`.
 */
export function numpyShuffled(n: number, seed: number): number[] {
  const next = mersenneTwister(seed);
  const indices = Array.from({ length: n }, (_, at) => at);
  for (let last = n - 1; last > 0; last--) {
    const mask = 2 ** (32 - Math.clz32(last)) - 1;
    let place = last + 1;
    while (place > last) place = (next() & mask) >>> 0;
    [indices[last], indices[place]] = [indices[place], indices[last]];
  }
  return indices;
}

function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(STATE_WORDS);
  state[0] = seed;
  for (let at = 1; at < STATE_WORDS; at++) {
    const before = state[at - 1] ^ (state[at - 1] >>> 30);
    state[at] = Math.imul(1812433253, before) + at;
  }
  let place = STATE_WORDS;
  return () => {
    if (place === STATE_WORDS) {
      twist(state);
      place = 0;
    }
    return tempered(state[place++]);
  };
}

function twist(state: Uint32Array): void {
  for (let at = 0; at < STATE_WORDS; at++) {
    const bits = (state[at] & 0x80000000) | (state[(at + 1) % STATE_WORDS] & 0x7fffffff);
    state[at] = state[(at + MIDDLE) % STATE_WORDS] ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
  }
}

function tempered(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
