import { UsageError } from "@pgt/metrics";
import {
  defaultItemMinutes,
  defaultTermWeights,
  diverseItems,
  parseQueueMode,
  type QueueMode,
  queueModes,
  type TermWeights,
} from "@pgt/stats";
import type { MissingMode, QueueOptions, QueueRanking, QueueSettings } from "./queue-types.ts";

/** What holds where nothing else is asked for. */
export const queueDefaults = {
  /** METHODS of the field of votes: three raters of whom one differs have 0.92 bits. */
  entropyAbove: 0.8,
  thicknessMm: 2,
  minimumMl: 0.1,
  minutes: defaultItemMinutes.perItem,
  sliceMinutes: defaultItemMinutes.perSlice,
  marginMm: 10,
  tasks: diverseItems,
} as const;

/**
 * The settings of a queue, checked.
 *
 * @throws UsageError for a setting that there is not or is out of range, and if the study permits no mode, or not one that
 * is asked for: with what it would need.
 */
export function queueSettings(
  options: QueueRanking,
  found: { readonly raters: number; readonly models: number },
): { readonly settings: QueueSettings; readonly missingModes: readonly MissingMode[] } {
  const { modes, weights = {}, labelWeights = {}, labels } = options;
  if (modes !== undefined && !Array.isArray(modes)) {
    throw new UsageError("E_MODE", `modes: expected a list of modes, found ${JSON.stringify(modes)}`);
  }
  const asked = modes?.map(parseQueueMode);
  const missing = queueModes.filter(
    ({ needs }) => found.raters < needs.raters || found.models < needs.models,
  );
  const missingModes = missing.map(({ id, needs }) => ({ mode: id, needs: needs.inWords }));
  const refused = missingModes.filter(({ mode }) => asked === undefined || asked.includes(mode));
  const chosen = [...new Set(asked ?? queueModes.map(({ id }) => id))].filter(
    (mode) => !missingModes.some((one) => one.mode === mode),
  );
  if (chosen.length === 0 || (asked && refused.length > 0)) throw notPossible(refused, found);
  return {
    settings: {
      modes: chosen,
      entropyAbove: inRange("entropyAbove", options.entropyAbove ?? queueDefaults.entropyAbove, 0, 1),
      thicknessMm: inRange("thicknessMm", options.thicknessMm ?? queueDefaults.thicknessMm, 0, 100),
      minimumMl: inRange("minimumMl", options.minimumMl ?? queueDefaults.minimumMl, 0, 1e6),
      weights: termWeights(weights),
      labelWeights: Object.fromEntries(
        Object.entries(labelWeights).map(([label, weight]) => [
          label,
          inRange(`weight of label ${label}`, weight, 0, 1e6),
        ]),
      ),
      minutes: positive("minutes", options.minutes ?? queueDefaults.minutes),
      sliceMinutes: inRange("sliceMinutes", options.sliceMinutes ?? queueDefaults.sliceMinutes, 0, 1e4),
      labels: Array.isArray(labels) ? (labels as readonly number[]) : null,
    },
    missingModes: asked ? [] : missingModes,
  };
}

function notPossible(
  refused: readonly MissingMode[],
  { raters, models }: { readonly raters: number; readonly models: number },
): UsageError {
  const needs = refused.map(({ mode, needs: what }) => `${mode} needs ${what}`).join("; ");
  return new UsageError("E_ENTITIES", `${needs}; found raters: ${raters}, models: ${models}`);
}

function termWeights(given: Partial<TermWeights>): TermWeights {
  const names = Object.keys(defaultTermWeights);
  for (const [name, weight] of Object.entries(given)) {
    if (!names.includes(name)) {
      throw new UsageError("E_OPTION", `weights: expected some of ${names.join(", ")}, found ${name}`);
    }
    inRange(`weight of ${name}`, weight, 0, 1e6);
  }
  return { ...defaultTermWeights, ...given };
}

/** @throws UsageError for options of tasks and plans that are out of range. */
export function checkTaskOptions({ budget, tasks, marginMm }: QueueOptions): void {
  if (budget !== undefined) positive("budget", budget);
  if (marginMm !== undefined) inRange("marginMm", marginMm, 0, 1000);
  if (tasks !== undefined && !(Number.isInteger(tasks) && tasks > 0)) {
    throw new UsageError("E_OPTION", `tasks: expected a whole number from 1 up, found ${tasks}`);
  }
}

function positive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError("E_OPTION", `${name}: expected a number above 0, found ${value}`);
}

function inRange(name: string, value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  throw new UsageError("E_OPTION", `${name}: expected a number from ${low} to ${high}, found ${value}`);
}

/** Modes that the masks of a case permit. */
export function modesOfCase(modes: readonly QueueMode[], raters: number, models: number): QueueMode[] {
  return modes.filter((mode) => {
    const { needs } = queueModes.find(({ id }) => id === mode)!;
    return raters >= needs.raters && models >= needs.models;
  });
}
