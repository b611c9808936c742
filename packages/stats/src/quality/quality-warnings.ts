import { labelTitle, listed, plural, someOf } from "@pgt/metrics";
import type { OrganQuality, QualityInput, QualityLabel, QualityWarning } from "./quality-types.ts";

/** Fewer cases than this say little of a mean (docs/methods/warnings.md, W-SMALLN). */
const fewestCases = 10;

const namedOrgans = 8;

/**
 * Warnings that the scores alone show: organs without a value, organs that no reference has, few cases.
 *
 * @param units cases (patients) of the reference.
 * @param fewest common labels with the units that have a value, from the generator and metric with the fewest.
 */
export function qualityWarnings(
  { dataset, labels, metrics }: QualityInput,
  organs: readonly OrganQuality[],
  units: number,
  fewest: readonly (QualityLabel & { readonly units: number })[],
): QualityWarning[] {
  const warnings: QualityWarning[] = [];
  const of = { dataset, generator: null, label: null, metric: null };
  if (units < fewestCases) {
    warnings.push({
      ...of,
      code: "W-SMALLN",
      message: `${plural(units, "case")}: means of so few say little of others (at least ${fewestCases} are wanted).`,
    });
  }
  const sparse = sparseOrgans(fewest, units);
  if (sparse !== null) warnings.push({ ...of, code: "W-SMALLN", message: sparse });
  for (const { label } of labels) {
    const rows = organs.filter((row) => row.label === label);
    if (rows.length > 0 && rows.every(({ inReference }) => inReference === 0)) {
      warnings.push({ ...of, label, code: "W-EMPTY", ...nowhere(rows) });
      continue;
    }
    for (const metric of metrics) {
      const without = rows.filter((row) => row.metric === metric.key && row.n === 0);
      if (without.length === 0) continue;
      if (rows.some((row) => row.metric === metric.key && row.common)) continue;
      const found = `no value from ${listed(without.map(({ generator }) => generator))}`;
      const message = "It leaves the common labels of this metric.";
      warnings.push({ ...of, label, metric: metric.key, code: "W-EMPTY", found, message });
    }
  }
  return warnings;
}

function nowhere(rows: readonly OrganQuality[]): Pick<QualityWarning, "found" | "message"> {
  const predicted = [...new Set(rows.filter(({ n }) => n > 0).map(({ generator }) => generator))];
  const who = predicted.length > 0 ? `, and is predicted by ${listed(predicted)}` : "";
  return {
    found: `it is in no reference mask${who}`,
    message: rows.some(({ common }) => common)
      ? "It enters the mean over organs with the score of what was predicted where nothing is (--absent-in-reference skip leaves such cases out)."
      : "It leaves the common labels.",
  };
}

/** One sentence for all organs of which few cases have a value; fewer than the whole study, if that is small. */
function sparseOrgans(
  fewest: readonly (QualityLabel & { readonly units: number })[],
  units: number,
): string | null {
  const counts = new Map<number, QualityLabel & { readonly count: number }>();
  for (const { label, name, units: count } of fewest) {
    const known = counts.get(label);
    if (!known || count < known.count) counts.set(label, { label, name, count });
  }
  const sparse = [...counts.values()]
    .filter(({ count }) => count < Math.min(units, fewestCases))
    .sort((a, b) => a.count - b.count);
  if (sparse.length === 0) return null;
  const words = sparse.map((one) => `${labelTitle(one)} (${plural(one.count, "case")})`);
  const single = sparse.some(({ count }) => count === 1)
    ? "; of a single case no spread is known, so a mean over organs that holds it has no interval and its differences no test (--labels can leave the organ out)"
    : "";
  return `few cases have a value of ${someOf(words, namedOrgans)}: their means say little of other cases${single}.`;
}
