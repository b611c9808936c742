import { log } from "./portable-math.ts";
/** Default seed of everything random (CONVENTIONS.md, Numbers). */
export const defaultSeed = 20230418;

/** A deterministic stream of random numbers; not for secrets. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  nextUint32(): number;
  /** Uniform on [0, 1), 53 bits: 27 high bits of one step, 26 of the next. */
  next(): number;
  /** Standard normal: polar method (Marsaglia & Bray 1964). */
  normal(): number;
  /** A whole number from 0 to `bound` - 1, each equally likely (rejection; `bound` from 1 to 2^32). */
  nextBelow(bound: number): number;
}

type State = readonly [number, number, number, number];

const word64 = (1n << 64n) - 1n;

/**
 * Stream `streamId` of `seed`, both whole numbers from 0 to 2^53 - 1: xoshiro128** whose state are two outputs
 * of a splitmix64, low words first, which is seeded by the first splitmix64 output of `seed` xor `streamId`.
 */
export function createRandom(seed: number, streamId: number): Random {
  const next64 = splitMix64(splitMix64(BigInt(seed))() ^ BigInt(streamId));
  const first = next64();
  const second = next64();
  const words = [first, first >> 32n, second, second >> 32n].map((word) => Number(word & 0xffffffffn));
  return randomFromState([words[0], words[1], words[2], words[3]]);
}

/** splitmix64 (Steele, Lea & Flood 2014; Vigna's constants): successive outputs from a 64-bit state. */
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

/** xoshiro128** 1.1 (Blackman & Vigna 2018) from four 32-bit words, not all zero. */
export function randomFromState(state: State): Random {
  const nextUint32 = xoshiro128StarStar(state);
  const next = () => {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
  let spare: number | null = null;
  const normal = () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * log(square)) / square);
      spare = v * factor;
      return u * factor;
    }
  };
  const nextBelow = (bound: number) => {
    const limit = 0x100000000 - (0x100000000 % bound);
    let value = nextUint32();
    while (value >= limit) value = nextUint32();
    return value % bound;
  };
  return { nextUint32, next, normal, nextBelow };
}

function xoshiro128StarStar(state: State): () => number {
  const s = Uint32Array.from(state);
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotateLeft(s[3], 11);
    return result;
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
