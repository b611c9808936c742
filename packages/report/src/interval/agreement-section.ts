import { labelTitle, noteText } from "@pgt/metrics";
import { type AgreementRecord, agreementRecords, missingCoefficients } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { metricValue, significant, used } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";

/** Coefficients of agreement on voxels, volumes and presence, with the reasons why some are missing. */
export function agreementBody({ input }: StudyView): Html[] | null {
  const { agreement } = input;
  if (!agreement) return null;
  const records = agreementRecords(agreement);
  const of = (on: AgreementRecord["on"]) => records.filter((one) => one.on === on && one.first === null);
  const pairs = records.filter(({ first, second }) => first !== second);
  const repeats = records.filter(({ first, second }) => first !== null && first === second);
  const region = agreement.voxels[0]?.region.name ?? "no voxels";
  const isIncomplete = agreement.volumes.some(({ icc }) => icc.method === "REML");
  return headed("Agreement of the raters on voxels, volumes and presence", [
    html`<p>From the raters' first sessions; a case counts with the raters who annotated it. Intervals are 95 %, over cases; those of correlations are of cases and raters.${isIncomplete && " Where raters have not annotated every case, correlations and variance components are by restricted maximum likelihood (REML)."}</p>`,
    agreement.notes.length > 0 && sentenceList(agreement.notes.map(noteText)),
    coefficients(`Voxels (${region}; all cases pooled)`, of("voxels")),
    coefficients("Volumes", of("volumes")),
    fold("Differences of volumes between two raters (Bland and Altman)", [
      coefficients("Differences and ratios of volumes, second against first", pairs),
    ]),
    ...(repeats.length > 0 ? coefficients("Volumes of a rater's own repeats", repeats) : []),
    coefficients("Presence: one unit a case", of("presence")),
    of("ceiling").length > 0 &&
      coefficients("Ceiling without a model: mean Dice to the raters that no mask exceeds", of("ceiling")),
  ]);
}

/** A row for each structure, or each pair of raters on it, and a column for each coefficient that any of them has. */
function coefficients(caption: string, records: readonly AgreementRecord[]): (Html | false)[] {
  const hasRaters = records.some(({ second }) => second !== null);
  const titles = [...new Set(records.map(({ coefficient }) => coefficient))];
  const rows = new Map<string, AgreementRecord[]>();
  for (const one of records) {
    const key = JSON.stringify([one.label, one.first, one.second]);
    rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  const unitOf = (title: string) => records.find(({ coefficient }) => coefficient === title)!.unit;
  const columns = [
    left("structure"),
    ...(hasRaters ? [left("raters")] : []),
    ...titles.map((title) => right(unitOf(title) === "1" ? title : `${title} (${unitOf(title)})`)),
    right("cases used"),
  ];
  const cells = [...rows.values()].map((row) => {
    const [{ label, name, first, second, n, expected }] = row;
    const raters = [first, second].filter((rater) => rater !== null);
    return [
      label === null ? "all labels" : labelTitle({ label, name }),
      ...(hasRaters ? [[...new Set(raters)].join(", ")] : []),
      ...titles.map((title) => valueCell(row.find(({ coefficient }) => coefficient === title))),
      used(n, expected),
    ];
  });
  const missing = missingCoefficients(records);
  return [dataTable(caption, columns, cells), missing.length > 0 && sentenceList(missing)];
}

function valueCell(record: AgreementRecord | undefined): string {
  if (!record) return "";
  const { value, low, high, unit } = record;
  const show = (one: number | null) => (unit === "1" ? metricValue(one, "") : significant(one));
  return low === null || high === null ? show(value) : `${show(value)} [${show(low)}, ${show(high)}]`;
}
