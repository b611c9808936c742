import { UsageError } from "@pgt/metrics";
import type { TrainingOptions } from "../training-options.ts";
import { fnv1a, hexOf } from "../weights/fnv1a.ts";
import type { Checkpoint } from "../weights/weights.ts";
import type { TrainingRecipe } from "./check-options.ts";

/** Fingerprint of everything that decides what a training gives. */
export function fingerprint(recipe: TrainingRecipe, { cases, initial }: TrainingOptions): string {
  const plan = { recipe, normalization: initial?.normalization, cases: cases.map(({ shape }) => shape) };
  let hash = fnv1a(new TextEncoder().encode(JSON.stringify(plan)));
  for (const { image, labels } of cases) {
    for (const { buffer, byteOffset, byteLength } of [image, labels]) {
      hash = fnv1a(new Uint8Array(buffer, byteOffset, byteLength), hash);
    }
  }
  if (initial)
    hash = fnv1a(
      new Uint8Array(initial.values.buffer, initial.values.byteOffset, initial.values.byteLength),
      hash,
    );
  return hexOf(hash);
}

export function checkResumed({ recipe }: Checkpoint, wanted: string): void {
  if (recipe === wanted) return;
  throw new UsageError(
    "E_NETWORK",
    "network: the checkpoint is of other cases, options or initial weights; " +
      "give those it was begun with, or begin anew without it",
  );
}
