import { didYouMean, InputError, type Note, UsageError } from "@pgt/metrics";
import type { LabellingWork } from "@pgt/stats";
import type { WorthRow } from "./worth-table.ts";
import type { WorthOptions } from "./worth-types.ts";

export interface WorthRoles {
  readonly baseline: string | null;
  readonly referenceVersion: string | null;
  readonly notes: readonly Note[];
}

const baselineName = /^(no[ _-]?pre[ _-]?train(ing|ed)?|none|scratch|from[ _-]scratch|baseline)$/i;
const referenceName = /^(base|original|reference)( labels)?$/i;

/**
 * Finds which version stands for doing nothing, and which is the labels that quality is measured against.
 *
 * @throws InputError if no task holds quality; UsageError for names that are not in the tables.
 */
export function worthRoles(
  cells: readonly Pick<WorthRow, "task" | "version">[],
  qualityTask: string,
  files: readonly string[],
  options: WorthOptions,
): WorthRoles {
  const tasks = [...new Set(cells.map(({ task }) => task))];
  if (!tasks.includes(qualityTask) || tasks.length < 2) {
    const lack = tasks.includes(qualityTask)
      ? "no other task, so nothing that was trained on the labels"
      : `no task "${qualityTask}" with the quality of the labels`;
    throw new InputError(
      "E_TABLE",
      files.join(", "),
      `${lack}; the tasks are ${tasks.join(", ")}. Name the one that holds quality (qualityTask; --quality-task of the command), or add the table that lacks.`,
    );
  }
  const versions = [...new Set(cells.map(({ version }) => version))];
  refuseUnknownVersions(versions, options);
  const withoutQuality = versions.filter(
    (version) => !cells.some((cell) => cell.task === qualityTask && cell.version === version),
  );
  const baseline = options.baseline ?? withoutQuality.find((name) => baselineName.test(name)) ?? null;
  const referenceVersion =
    options.referenceVersion ??
    withoutQuality.find((name) => referenceName.test(name) && name !== baseline) ??
    null;
  const said = (given: string | undefined, found: string | null, what: string) =>
    given === undefined && found !== null
      ? [
          {
            code: "N-ROLES" as const,
            entity: found,
            message: `By its name and since it has no quality, {entity} is taken as ${what}.`,
          },
        ]
      : [];
  return {
    baseline,
    referenceVersion,
    notes: [
      ...said(options.baseline, baseline, "the baseline, which no labels were used for"),
      ...said(options.referenceVersion, referenceVersion, "the labels that quality is measured against"),
    ],
  };
}

/** Options that name versions, as they are called on the command line. */
const namingVersions = {
  baseline: "--baseline",
  referenceVersion: "--reference-version",
  order: "--rising (order)",
  leaveOut: "--leave-out",
} as const;

/** @throws UsageError E_VERSION for a name that is no version of the tables. */
export function refuseUnknownVersions(
  versions: readonly string[],
  options: Pick<WorthOptions, keyof typeof namingVersions>,
): void {
  for (const option of Object.keys(namingVersions) as (keyof typeof namingVersions)[]) {
    const unknownName = [options[option] ?? []].flat().find((name) => !versions.includes(name));
    if (unknownName === undefined) continue;
    throw new UsageError(
      "E_VERSION",
      `${namingVersions[option]}: "${unknownName}" is not a version of the table.${didYouMean(unknownName, versions)} The versions are ${versions.join(", ")}.`,
    );
  }
}

/** @throws UsageError if something that the cost needs is missing. */
export function labellingWork(options: WorthOptions, counted: number | null): LabellingWork | undefined {
  const { minutesPerMask, rate, reviewShare, reviewMinutes } = options;
  const masks = options.masks ?? counted;
  if (minutesPerMask === undefined) {
    const given = (["masks", "rate", "reviewShare", "reviewMinutes"] as const).find(
      (name) => options[name] !== undefined,
    );
    if (given === undefined) return undefined;
    throw new UsageError(
      "E_COST",
      `${given}: a cost also needs the minutes per mask (minutesPerMask; --minutes-per-mask of the command)`,
    );
  }
  if (masks === null) {
    throw new UsageError(
      "E_COST",
      "minutesPerMask: a cost also needs the number of masks, which a table of means does not tell (masks; --masks of the command)",
    );
  }
  if (reviewMinutes !== undefined && reviewShare === undefined) {
    throw new UsageError(
      "E_COST",
      "reviewMinutes: a review also needs the share of masks looked at (reviewShare; --review-share of the command)",
    );
  }
  return { masks, minutesPerMask, rate, reviewShare, reviewMinutes };
}
