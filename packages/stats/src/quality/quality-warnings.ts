import { listed, plural } from "../warning.ts";
import type { OrganQuality, QualityInput, QualityWarning } from "./quality-types.ts";

/** Fewer cases than this say little of a mean (METHODS 3.10, W-SMALLN). */
const fewestCases = 10;

/** What the scores alone show: organs without a value, organs that no reference has, few cases. */
export function qualityWarnings(
  { dataset, labels, metrics }: QualityInput,
  organs: readonly OrganQuality[],
  units: number,
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
  for (const { label, name } of labels) {
    const rows = organs.filter((row) => row.label === label);
    if (rows.length > 0 && rows.every(({ inReference }) => inReference === 0)) {
      warnings.push({ ...of, label, code: "W-EMPTY", message: nowhere(name, rows) });
      continue;
    }
    for (const metric of metrics) {
      const without = rows.filter((row) => row.metric === metric.key && row.n === 0);
      if (without.length === 0) continue;
      if (rows.some((row) => row.metric === metric.key && row.common)) continue;
      const who = listed(without.map(({ generator }) => generator));
      const message = `${name} has no value from ${who}, so it leaves the common labels of this metric.`;
      warnings.push({ ...of, label, metric: metric.key, code: "W-EMPTY", message });
    }
  }
  return warnings;
}

function nowhere(name: string, rows: readonly OrganQuality[]): string {
  const predicted = [...new Set(rows.filter(({ n }) => n > 0).map(({ generator }) => generator))];
  const entering = rows.some(({ common }) => common);
  const effect = entering
    ? "it enters the mean over organs with the score of what was predicted where nothing is (--absent-in-reference skip leaves such cases out)"
    : "it leaves the common labels";
  const who = predicted.length > 0 ? `, and is predicted by ${listed(predicted)}` : "";
  return `${name} is in no reference mask${who}: ${effect}.`;
}
