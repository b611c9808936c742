import { noteText, percent, plural, usualExtension } from "@pgt/metrics";
import { join } from "@pgt/runner";
import type { StructureNoise } from "@pgt/simulate";
import { sessionFolder } from "./session-folder.ts";
import type { WrittenStudy } from "./simulate-types.ts";

type Described = Omit<WrittenStudy, "manifest" | "description">;

/** study.yaml of a simulated study; strings are written as in JSON, which YAML reads too. */
export function simulationManifest({ raters, sessions, structures }: Described): string {
  const entities = raters.flatMap((id) =>
    Array.from({ length: sessions }, (_, s) => {
      const masks = JSON.stringify(`${sessionFolder(s + 1)}/${id}/{case}${usualExtension}`);
      return `  - { id: ${id}, role: rater${s === 0 ? "" : `, session: ${s + 1}`}, masks: ${masks} }`;
    }),
  );
  return [
    "# Written by pgt simulate. The true masks are in the folder truth.",
    "pgt: 1",
    "name: simulated study",
    "labels:",
    ...structures.map(({ label, name }) => `  ${label}: ${JSON.stringify(name)}`),
    "entities:",
    ...entities,
    "",
  ].join("\n");
}

export function describeSimulation({
  folder,
  raters,
  sessions,
  cases,
  structures,
  fits,
  seed,
  images,
}: Described): string {
  const fitted = new Map(fits?.map((fit) => [fit.label, fit]));
  const notes = new Set(fits?.flatMap((fit) => fit.notes.map(noteText)));
  return [
    `${cases.length} cases, ${raters.length} raters, ${plural(sessions, "session")} each, seed ${seed}; in ${folder}, the truth in ${join(folder, "truth")}${images === undefined ? "" : `, CT-like images in ${images}`}.`,
    ...structures.map(({ label, name, noise }) => {
      const fit = fitted.get(label);
      const met = fit
        ? `; ${fit.converged ? "fitted" : "NOT met"} in ${fit.rounds} rounds: inter ${agreement(fit.simulated.inter, fit.observed.inter)}, intra ${agreement(fit.simulated.intra, fit.observed.intra)}`
        : "";
      return `  ${label} ${name}: ${noiseText(noise)}${met}`;
    }),
    ...notes,
  ].join("\n");
}

function agreement(simulated: number, observed: number | null): string {
  return observed === null ? "not observed" : `${simulated.toFixed(4)} (observed ${observed.toFixed(4)})`;
}

function noiseText({
  sigmaMm,
  tauMm,
  muMm,
  constantShare,
  drop,
  spurious,
  sliceJitter,
}: StructureNoise): string {
  return [
    `random noise ${sigmaMm.toFixed(2)} mm, raters' own bias ${tauMm.toFixed(2)} mm (${percent(constantShare)} of its variance constant), shared bias ${muMm.toFixed(2)} mm`,
    ...(drop === null ? [] : [`parts missed by volume (a ${drop.a}, b ${drop.b})`]),
    ...(spurious.rate === 0 ? [] : [`${spurious.rate} false parts per annotation`]),
    ...(sliceJitter === 0 ? [] : [`ends off by ${sliceJitter} slices on average`]),
  ].join(", ");
}
