/** Default seed of everything random (METHODS 0.3). */
export const defaultSeed = 20230418;

const word64 = (1n << 64n) - 1n;

/** splitmix64 (Steele, Lea & Flood 2014; Vigna's constants): successive 64-bit outputs from a 64-bit state. */
export function splitMix64(seed: bigint): () => bigint {
  let state = seed & word64;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & word64;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & word64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & word64;
    return z ^ (z >> 31n);
  };
}

/** xoshiro128** 1.1 (Blackman & Vigna 2018). Period 2^128 - 1, 32 bits a step; not for secrets. */
export class Random {
  readonly #state: Uint32Array;

  /** `state`: four 32-bit words, not all zero. */
  constructor(state: readonly [number, number, number, number]) {
    this.#state = Uint32Array.from(state);
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  /**
   * The stream `streamId` of `seed` (both whole numbers from 0 to 2^53 - 1): the first splitmix64 output of the
   * seed, xor the stream's number, seeds a second splitmix64 whose two outputs are the state, low words first.
   */
  static stream(seed: number, streamId: number): Random {
    const next = splitMix64(splitMix64(BigInt(seed))() ^ BigInt(streamId));
    const first = next();
    const second = next();
    const words = [first, first >> 32n, second, second >> 32n].map((word) => Number(word & 0xffffffffn));
    return new Random(words as [number, number, number, number]);
  }

  /** A whole number from 0 to 2^32 - 1. */
  nextUint32(): number {
    const s = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** Uniform on [0, 1), 53 bits: 27 high bits of one step, 26 of the next. */
  nextUnit(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** A whole number from 0 to `bound` - 1, each equally likely (rejection; `bound` from 1 to 2^32). */
  nextBelow(bound: number): number {
    const limit = 0x100000000 - (0x100000000 % bound);
    let value = this.nextUint32();
    while (value >= limit) value = this.nextUint32();
    return value % bound;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
