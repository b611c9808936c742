import { listed, type Note, plural, type WarningCode } from "@pgt/metrics";
import { fewestDatasets } from "./column-support.ts";
import { qualityPairs } from "./quality-pairs.ts";
import { shownFactor, type TableMetric } from "./table-metric.ts";
import { fewestForPercentiles } from "./table-resampling.ts";
import { fewestToDecide } from "./version-permutation.ts";
import { columnsOfPoints, type PlottedPoint, uniqueOf, type WorthCell } from "./worth-cells.ts";

/** Conclusion that must not be drawn, and why. */
export interface WorthWarning extends Note {
  readonly code: WarningCode;
}

/** Agreement of the labels that quality is measured against: inter- and intra-rater, shares as fractions. */
export interface BaseBounds {
  readonly metric: string;
  readonly inter: number;
  readonly intra: number | null;
}

const fewestSeeds = 3;
/** Fewest of each for a bootstrap with many different resamples. */
const enoughDatasets = 20;
const enoughVersions = 5;

export function worthWarnings(
  cells: readonly WorthCell[],
  points: readonly PlottedPoint[],
  metrics: readonly TableMetric[],
  qualityTask: string,
  bounds: readonly BaseBounds[],
): WorthWarning[] {
  const downstream = cells.filter(({ task }) => task !== qualityTask);
  return [
    ...seedWarning(downstream),
    ...promptWarning(cells),
    ...missingWarning(cells),
    ...columnWarning(points),
    ...versionWarnings(cells, qualityTask),
    ...metrics.flatMap((metric) => tieWarning(points, metric)),
    ...bounds.flatMap((bound) => referenceWarning(bound, points, metrics)),
  ];
}

function seedWarning(downstream: readonly WorthCell[]): WorthWarning[] {
  const told = downstream.filter(({ seeds, mean }) => seeds !== null && mean !== null);
  const few = told.filter(({ seeds }) => seeds! < fewestSeeds);
  if (told.length > 0 && few.length === 0) return [];
  const what =
    told.length === 0
      ? "The table does not tell how many training runs a value is made of"
      : `${few.length} of ${told.length} downstream values rest on fewer than ${fewestSeeds} training runs`;
  const message = `${what}: gains are conditional on these training runs, and how much another run would differ is not in the intervals.`;
  return [{ code: "W-SEED", message }];
}

function promptWarning(cells: readonly WorthCell[]): WorthWarning[] {
  const versions = uniqueOf(
    cells.filter(({ prompted }) => prompted),
    ({ version }) => version,
  );
  if (versions.length === 0) return [];
  const message = `${listed(versions)}: the reference was used as a prompt, so the quality is not independent of it and is too high.`;
  return [{ code: "W-PROMPT", message }];
}

function missingWarning(cells: readonly WorthCell[]): WorthWarning[] {
  const missing = cells.filter(({ mean }) => mean === null);
  if (missing.length === 0) return [];
  const metricsOf = new Map<string, string[]>();
  for (const { version, task, dataset, metric, status } of missing) {
    const words = `${version} on ${dataset}, ${task}, ${status}`;
    metricsOf.set(words, [...(metricsOf.get(words) ?? []), metric]);
  }
  const named = [...metricsOf].map(([words, metrics]) => `${words}: ${listed(metrics)}`);
  const message = `${missing.length} of ${cells.length} cells have no value and are left out of pairs and correlations (${named.join("; ")}). If they are missing because training went badly, what is left is a selection.`;
  return [{ code: "W-MISSING", message }];
}

function columnWarning(points: readonly PlottedPoint[]): WorthWarning[] {
  const columns = uniqueOf(points, ({ task, dataset }) => JSON.stringify([task, dataset])).length;
  const versions = uniqueOf(points, ({ version }) => version).length;
  const datasets = uniqueOf(points, ({ dataset }) => dataset).length;
  const isEnough = datasets >= enoughDatasets && versions >= enoughVersions;
  if (isEnough) return [];
  const there = `${plural(columns, "column")} (${plural(datasets, "dataset")}, ${plural(versions, "version")})`;
  const limits = [
    ...(datasets < fewestDatasets
      ? ["intervals need two datasets, so there are none and nothing is decided"]
      : datasets < fewestForPercentiles
        ? ["with so few datasets intervals are t intervals over them, and wide"]
        : ["intervals rest on few datasets and versions: they are wide and their ends rough"]),
    ...(versions < fewestToDecide
      ? [`with fewer than ${fewestToDecide} versions nothing is decided: no order of them is rare enough`]
      : []),
  ];
  return [{ code: "W-COLUMNS", message: `${there}: ${limits.join("; ")}.` }];
}

function versionWarnings(cells: readonly WorthCell[], qualityTask: string): WorthWarning[] {
  const tasks = uniqueOf(cells, ({ task }) => task);
  const versionsIn = new Map(
    tasks.map((task) => [
      task,
      uniqueOf(
        cells.filter((cell) => cell.task === task),
        ({ version }) => version,
      ),
    ]),
  );
  const all = uniqueOf(cells, ({ version }) => version);
  const lines = tasks.flatMap((task) => {
    const lacking = all.filter((version) => !versionsIn.get(task)!.includes(version));
    const why = task === qualityTask ? "no quality, so it makes no pairs" : "not trained on";
    return lacking.length > 0 ? [`${task} lacks ${listed(lacking)} (${why})`] : [];
  });
  const gaps = tasks.flatMap((task) => {
    const own = cells.filter((cell) => cell.task === task);
    const places = new Set(
      own.map(({ dataset, version, metric }) => JSON.stringify([dataset, version, metric])),
    );
    const absent = uniqueOf(own, ({ dataset }) => dataset).flatMap((dataset) =>
      versionsIn
        .get(task)!
        .flatMap((version) =>
          uniqueOf(own, ({ metric }) => metric).flatMap((metric) =>
            places.has(JSON.stringify([dataset, version, metric]))
              ? []
              : [`${version} on ${dataset}, ${task} ${metric}`],
          ),
        ),
    );
    return absent;
  });
  const parts = [...lines, ...(gaps.length > 0 ? [`not in the table: ${gaps.join("; ")}`] : [])];
  return parts.length === 0
    ? []
    : [{ code: "W-VERSIONS", message: `The tasks do not have the same versions: ${parts.join("; ")}.` }];
}

function tieWarning(points: readonly PlottedPoint[], metric: TableMetric): WorthWarning[] {
  const pairs = qualityPairs(columnsOfPoints(points, metric, null));
  const ties = pairs.filter(({ gain }) => gain === 0).length;
  if (pairs.length === 0 || ties / pairs.length < 0.05) return [];
  const message = `${metric.name}: ${ties} of ${pairs.length} pairs have equal downstream scores, as printed values do; each counts half. Unrounded values would tell them apart.`;
  return [{ code: "W-TIES", message }];
}

/** Quality is measured against labels that are themselves imperfect (docs/methods/label-quality.md). */
function referenceWarning(
  { metric, inter, intra }: BaseBounds,
  points: readonly PlottedPoint[],
  metrics: readonly TableMetric[],
): WorthWarning[] {
  const traits = metrics.find((one) => one.metric === metric);
  if (!traits) return [];
  const beyond = uniqueOf(
    points.filter((point) => point.metric === metric && traits.direction * (point.quality - inter) > 0),
    ({ version, dataset }) => `${version} on ${dataset}`,
  );
  const factor = shownFactor(traits);
  const show = (value: number) => (value * factor).toFixed(1);
  const range = intra === null ? show(inter) : `${show(inter)} (inter-rater) to ${show(intra)} (intra-rater)`;
  const isInverted = intra !== null && traits.direction * (inter - intra) > 0;
  const inverted: WorthWarning[] = isInverted
    ? [
        {
          code: "W-INV",
          message: `${traits.name}: inter-rater agreement ${show(inter)} is better than intra-rater agreement ${show(intra)}, which raters seldom are; check that they are not exchanged.`,
        },
      ]
    : [];
  const message =
    beyond.length === 0
      ? `${traits.name}: no version's quality is above the agreement of the reference's own raters, ${range}.`
      : `${traits.name}: quality above the agreement of the reference's own raters, ${range}, cannot be interpreted: ${listed(beyond)}.`;
  return [...inverted, { code: "W-REFERENCE", message }];
}
