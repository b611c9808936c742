import { createHash } from "node:crypto";
import { basename } from "node:path";

/** The environment takes the sample to the processes that StrykerJS starts. */
const [share, seed] = (process.env.PGT_MUTANT_SAMPLE ?? "1 1").split(" ").map(Number);

/** Draws each mutant with the probability asked for, by a hash of what it is: whatever the order, the same sample. */
export function isSampled({ fileName, location: { start, end }, mutatorName, replacement }) {
  const what = [
    seed,
    basename(fileName),
    start.line,
    start.column,
    end.line,
    end.column,
    mutatorName,
    replacement,
  ];
  return createHash("sha256").update(JSON.stringify(what)).digest().readUInt32LE() < share * 2 ** 32;
}

/** Wilson's 95 % interval of a share, in percent. */
export function wilsonPercent(found, of) {
  const [z2, p] = [1.96 ** 2, found / of];
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = Math.sqrt(z2 * ((p * (1 - p)) / of + z2 / (4 * of * of))) / (1 + z2 / of);
  return [centre - half, centre + half].map((bound) => 100 * bound);
}
