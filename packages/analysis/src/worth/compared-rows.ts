import type { Note } from "@pgt/metrics";
import { type SharedUnits, sharedUnits, type WorthWarning } from "@pgt/stats";
import { groupRows } from "./group-rows.ts";
import type { WorthRow } from "./worth-table.ts";

/** The rows of a table of cases that enter means. */
export interface ComparedRows<R extends WorthRow> {
  /** Cells by task, dataset, version and metric. */
  readonly cells: readonly ComparedCell<R>[];
  readonly notes: readonly Note[];
  readonly warnings: readonly WorthWarning[];
}

export interface ComparedCell<R extends WorthRow> {
  readonly rows: readonly R[];
  /** Rows with a value, of a case and label that all compared versions of the column have. */
  readonly used: readonly R[];
  /** Cases of the column, with or without a value. */
  readonly expected: number;
  /** Reason why the version is not compared; null if it is. */
  readonly status: string | null;
}

/**
 * The versions of a column are compared over the same labels (docs/methods/label-quality.md) and over the same cases.
 *
 * @param rows of all tables of cases together, since a column may be spread over files.
 */
export function comparedRows<R extends WorthRow>(rows: readonly R[]): ComparedRows<R> {
  const columns = groupRows(rows, ({ task, dataset, metric }) => [task, dataset, metric]).map(ofColumn);
  const leftOut = columns.flatMap(({ leftOut: of }) => of);
  const notCompared = columns.flatMap(({ notCompared: of }) => of);
  const parts = [
    ...(leftOut.length > 0
      ? [`values of cases and labels that not all versions have are left out of all (${leftOut.join("; ")})`]
      : []),
    ...(notCompared.length > 0
      ? [`not compared, sharing fewer than half with the others: ${notCompared.join("; ")}`]
      : []),
  ];
  const message = `Versions of a column are compared over the same cases: ${parts.join("; ")}. If they are missing because a model failed there, what is left is a selection.`;
  return {
    cells: columns.flatMap(({ cells }) => cells),
    notes: columns.flatMap(({ notes }) => notes),
    warnings: parts.length > 0 ? [{ code: "W-CASES", message }] : [],
  };
}

const unitOf = ({ case: id, label }: WorthRow) => JSON.stringify([id, label]);

function ofColumn<R extends WorthRow>(column: readonly R[]) {
  const [{ task, dataset, metric }] = column as readonly [R];
  const name = `${dataset}, ${task} ${metric}`;
  const versions = groupRows(column, ({ version }) => [version]);
  const { labels, units, shared, expected, notCompared } = comparedVersions(versions);
  const lacking = [...units].flatMap(([version, own]) => {
    const n = expected.size - own.size;
    return n > 0 ? [`${version} lacks ${n}`] : [];
  });
  const dropped = expected.size - shared.size;
  const cases = new Set(column.map((row) => row.case)).size;
  const statusOf = (version: string) => {
    const odd = notCompared.find((one) => one.version === version);
    return odd ? `not comparable: ${odd.n} of ${odd.of} values` : null;
  };
  return {
    cells: versions.map((rows): ComparedCell<R> => {
      const status = statusOf(rows[0]!.version);
      const used = rows.filter((row) => row.value !== null && shared.has(unitOf(row)));
      return { rows, used: status === null ? used : [], expected: cases, status };
    }),
    notes: labels.lacking.map(
      ({ label, versions: of }): Note => ({
        code: "N-LABELS",
        message: `Label ${label} is left out of the means of ${name}: no value for ${of.join(", ")}.`,
      }),
    ),
    leftOut:
      dropped > 0 && lacking.length > 0
        ? [`${name}: ${dropped} of ${expected.size}, ${lacking.join(", ")}`]
        : [],
    notCompared: notCompared.map(({ version, n, of }) => `${version} on ${name} (${n} of ${of} values)`),
  };
}

/** Labels of the compared versions: others take none from them. */
function comparedVersions(
  versions: readonly (readonly WorthRow[])[],
  dropped: SharedUnits["notCompared"] = [],
): SharedUnits & {
  readonly labels: ReturnType<typeof commonLabels>;
  /** Units of the compared versions. */
  readonly units: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const labels = commonLabels(versions);
  const units = new Map(
    versions.flatMap((rows) => {
      const own = completeUnits(rows.filter(({ label }) => labels.common.has(label)));
      return own.size > 0 ? [[rows[0].version, own] as const] : [];
    }),
  );
  const found = sharedUnits(units);
  if (found.notCompared.length === 0) return { ...found, labels, units, notCompared: dropped };
  const left = versions.filter(([first]) =>
    found.notCompared.every(({ version }) => version !== first.version),
  );
  return comparedVersions(left, [...dropped, ...found.notCompared]);
}

/** Cases and labels for which every training run of the version has a value. */
function completeUnits(rows: readonly WorthRow[]): Set<string> {
  const seeds = new Set(rows.map(({ seed }) => seed));
  const runs = new Map<string, number>();
  for (const row of rows) if (row.value !== null) runs.set(unitOf(row), (runs.get(unitOf(row)) ?? 0) + 1);
  return new Set([...runs].filter(([, n]) => n === seeds.size).map(([unit]) => unit));
}

/** The labels that all versions with a value have, and who lacks the others. */
function commonLabels(versions: readonly (readonly WorthRow[])[]) {
  const own = versions
    .map((rows) => ({
      version: rows[0].version,
      labels: new Set(rows.filter(({ value }) => value !== null).map(({ label }) => label)),
    }))
    .filter(({ labels }) => labels.size > 0);
  const all = [...new Set(own.flatMap(({ labels }) => [...labels]))];
  const lackedBy = (label: string) =>
    own.filter(({ labels }) => !labels.has(label)).map(({ version }) => version);
  return {
    common: new Set(all.filter((label) => lackedBy(label).length === 0)),
    lacking: all.flatMap((label) => {
      const of = lackedBy(label);
      return of.length > 0 ? [{ label, versions: of }] : [];
    }),
  };
}
