import { didYouMean, InputError, type Note, UsageError } from "@pgt/metrics";
import { type InputHash, join, readText, runFileName } from "@pgt/runner";
import { type BaseBounds, type Bound, tableMetric, type WorthCell } from "@pgt/stats";
import { intervalDocumentOf } from "../interval/interval-document.ts";
import type { WorthOptions } from "./worth-types.ts";

/** Agreement of raters on a label. */
interface LabelBound {
  readonly metric: string;
  readonly inter: { readonly estimate: number | null };
  readonly intra: { readonly estimate: number | null } | null;
}

/**
 * Agreement of the raters of the reference labels: as given, or of a run of `pgt interval`, per metric the mean over its
 * labels.
 *
 * @param given bounds as fractions, or the folder of a run.
 * @param inputs takes the hash of its file.
 * @throws InputError E_RUN if it is no such run.
 */
export async function baseBoundsOf(
  given: readonly BaseBounds[] | string | undefined,
  inputs: InputHash[],
): Promise<readonly BaseBounds[]> {
  if (typeof given !== "string") return given ?? [];
  const file = join(given, runFileName);
  return meanBounds(boundsOfRun(await readText(file, inputs), file));
}

/** Per metric the mean over its labels. */
export function meanBounds(bounds: readonly LabelBound[]): BaseBounds[] {
  const metrics = [...new Set(bounds.map(({ metric }) => metric))];
  return metrics.flatMap((metric): BaseBounds[] => {
    const own = bounds.filter((bound) => bound.metric === metric);
    const inter = meanOf(own.map((bound) => bound.inter.estimate));
    return inter === null
      ? []
      : [{ metric, inter, intra: meanOf(own.map(({ intra }) => intra?.estimate ?? null)) }];
  });
}

/**
 * The bounds of the metrics in the tables. A run may have more metrics, which are listed; what is given by hand must fit.
 *
 * @throws UsageError for a metric that is not in the tables, and for a value beyond the range of its metric.
 */
export function checkedBounds(
  bounds: readonly BaseBounds[],
  given: WorthOptions["baseBounds"],
  cells: readonly Pick<WorthCell, "metric">[],
): { readonly bounds: readonly BaseBounds[]; readonly notes: readonly Note[] } {
  const metrics = [...new Set(cells.map(({ metric }) => metric))];
  const unknownNames = bounds.map(({ metric }) => metric).filter((metric) => !metrics.includes(metric));
  const known = bounds.filter(({ metric }) => metrics.includes(metric));
  for (const bound of known) refuseBeyondRange(bound);
  const [unknownName] = unknownNames;
  if (unknownName === undefined) return { bounds, notes: [] };
  if (typeof given === "string" && known.length > 0) {
    const message = `without ${unknownNames.join(", ")}, which no table has.`;
    return { bounds: known, notes: [{ code: "N-TABLE", file: given, message }] };
  }
  throw new UsageError(
    "E_BOUNDS",
    `${optionName}: "${unknownName}" is not a metric of the tables.${didYouMean(unknownName, metrics)} The metrics are ${metrics.join(", ")}.`,
  );
}

const optionName = "--base-interval (baseBounds)";

function refuseBeyondRange({ metric, inter, intra }: BaseBounds): void {
  const { range, isShare } = tableMetric(metric);
  if (range === null) return;
  const given = [inter, ...(intra === null ? [] : [intra])];
  if (given.every((value) => value >= range[0] && value <= range[1])) return;
  const isPercent = isShare && given.every((value) => value >= 0 && value <= 100);
  const fractions = given.map((value) => (value / 100).toFixed(2)).join(":");
  throw new UsageError(
    "E_BOUNDS",
    `${optionName}: ${metric}=${given.join(":")} is beyond the range of ${metric}, ${range[0]} to ${range[1]}${isPercent ? `; fractions are expected: ${metric}=${fractions}` : ""}`,
  );
}

function boundsOfRun(text: string, file: string): readonly Bound[] {
  const fault = (found: string) =>
    new InputError("E_RUN", file, `expected the run of pgt interval, with its bounds; found ${found}`);
  let found: { readonly schema?: unknown } | null;
  try {
    found = JSON.parse(text);
  } catch {
    throw fault("no JSON");
  }
  const bounds = intervalDocumentOf(found)?.bounds;
  if (!Array.isArray(bounds)) throw fault(`schema ${JSON.stringify(found?.schema ?? null)}`);
  return bounds;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length > 0 ? defined.reduce((sum, value) => sum + value, 0) / defined.length : null;
}
