import stdAtanh from "@stdlib/math-base-special-atanh";
import stdCbrt from "@stdlib/math-base-special-cbrt";
import stdExp from "@stdlib/math-base-special-exp";
import stdExpm1 from "@stdlib/math-base-special-expm1";
import stdLn from "@stdlib/math-base-special-ln";
import stdLog2 from "@stdlib/math-base-special-log2";

/*
 * The language leaves the last digit of these functions of Math, and of `**`, to the engine, and engines and their
 * versions differ. These are made of arithmetic alone, which does not: the same digits everywhere.
 */

export const exp: (x: number) => number = stdExp;
export const log: (x: number) => number = stdLn;
export const log2: (x: number) => number = stdLog2;
export const atanh: (x: number) => number = stdAtanh;
export const cbrt: (x: number) => number = stdCbrt;

/** Hyperbolic tangent without loss near zero and far from it (fdlibm, s_tanh.c). */
export function tanh(x: number): number {
  const size = Math.abs(x);
  const near = stdExpm1(-2 * size);
  const value = size >= 1 ? 1 - 2 / (stdExpm1(2 * size) + 2) : -near / (near + 2);
  return x < 0 ? -value : value;
}

export function cube(x: number): number {
  return x * x * x;
}

/** 10^exponent for a whole exponent, correctly rounded. */
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
