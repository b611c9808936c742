import { createRandom, type ScoreRow } from "@pgt/metrics";
import type { StudyScores } from "../src/scores/study-scores.ts";
import { type PolarNoise, polarOverlap } from "../src/simulation/polar-annotators.ts";
import { type PolarDesign, simulatePolarStudy } from "../src/simulation/polar-study.ts";
import { overlapTraits } from "../src/simulation/stage-p-intervals.ts";
import { caseName, row } from "./study-fixture.ts";

/** The score table of a simulated study of outlines, every session with every other. */
export function polarScores(
  design: PolarDesign,
  noise: PolarNoise,
  seed: number,
  stream: number,
): StudyScores {
  const rows: ScoreRow[] = [];
  const raters = Array.from({ length: design.raters }, (_, k) => `r${k + 1}`);
  let place = 0;
  simulatePolarStudy(design, noise, createRandom(seed, stream), ({ annotations }) => {
    const flat = annotations.flatMap((sessions, k) =>
      sessions.map((outline, s) => ({ name: `${raters[k]}#${s + 1}`, outline })),
    );
    const id = caseName(place++);
    for (const [at, first] of flat.entries()) {
      for (const second of flat.slice(at + 1)) {
        const value = polarOverlap(first.outline, second.outline);
        rows.push(row(id, first.name, second.name, value, { metric: overlapTraits.key }));
      }
    }
  });
  return { rows, raters, metrics: [overlapTraits] };
}
