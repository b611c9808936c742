import { type AgreementRecord, agreementRecords, missingCoefficients } from "@pgt/analysis/documents";
import type { IntervalReport } from "@pgt/core";
import { labelTitle, noteText, plural } from "@pgt/metrics";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { type Block, renderBlocks } from "../../terminal/table-blocks.ts";
import { paint, printable, signs, type Terminal } from "../../terminal/terminal.ts";
import type { Column } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

type Agreement = NonNullable<IntervalReport["agreement"]>;

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Rows of the table of pairs of raters; the document has all. */
const mostPairs = 40;

/** Coefficients that the tables show. */
const shown = {
  voxels: ["Fleiss kappa", "Krippendorff alpha", "Gwet AC1", "GCI", "positive agreement"],
  volumes: ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "Krippendorff alpha (interval)", "SEM"],
  pairs: ["mean difference", "lower limit of agreement", "upper limit of agreement", "Lin concordance"],
  ceiling: ["largest expected Dice", "Dice of the rater left out"],
  presence: ["share of pairs that agree", "Gwet AC1", "Conger kappa"],
} as const;

/**
 * Agreement of the raters on voxels, on volumes, of pairs on volumes, and on presence: a table each, with what it rests
 * on and the reasons why a value is missing.
 */
export function agreementLines(agreement: Agreement, terminal: Terminal): string[] {
  const { voxels, volumes, presence, ceilings = [], notes } = agreement;
  const records = agreementRecords(agreement);
  const of = (on: AgreementRecord["on"]) => records.filter((one) => one.on === on && one.first === null);
  const pairs = records.filter(({ first, second }) => first !== second);
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const region = voxels[0]?.region.name ?? "no voxels";
  return [
    ...heading(`Agreement on voxels (${region}; all cases pooled, 95 % intervals over cases)`),
    ...coefficientTable(of("voxels"), shown.voxels, terminal, {
      columns: [right("cases")],
      cells: voxels.map(({ cases }) => [String(cases)]),
    }),
    ...listed(notes.map(noteText), terminal),
    ...heading("Agreement on volumes (95 % intervals; SEM: standard error of measurement in mL)"),
    ...coefficientTable(of("volumes"), shown.volumes, terminal, {
      columns: [right("n"), right("volumes"), left("by")],
      cells: volumes.map(({ icc, expected }) => [
        `${icc.n}/${expected}`,
        `${icc.readings}/${icc.k * icc.n}`,
        icc.method,
      ]),
    }),
    ...heading("Differences of volumes in mL, second less first (Bland and Altman 1999; 95 % intervals)"),
    ...pairsTable(pairs, agreement, terminal),
    ...heading("Agreement on presence (cases marked by all / some / none of the raters)"),
    ...coefficientTable(of("presence"), shown.presence, terminal, {
      columns: [right("cases")],
      cells: presence.map(({ present }) => [`${present.all}/${present.some}/${present.none}`]),
    }),
    ...(ceilings.length > 0
      ? heading("Ceiling without a model: mean Dice to three raters or more that no mask exceeds")
      : []),
    ...(ceilings.length > 0
      ? coefficientTable(of("ceiling"), shown.ceiling, terminal, {
          columns: [right("cases")],
          cells: ceilings.map(({ n, cases }) => [`${n}/${cases}`]),
        })
      : []),
  ];
}

function pairsTable(
  records: readonly AgreementRecord[],
  { volumes }: Agreement,
  terminal: Terminal,
): string[] {
  const counts = volumes.flatMap(({ pairs, expected }) => pairs.map(({ n }) => [`${n}/${expected}`]));
  const more = counts.length - mostPairs;
  const growing = volumes.flatMap((row) =>
    row.pairs.flatMap(({ first, second, blandAltman: { preferred } }) =>
      preferred === "ratio" ? [`${labelTitle(row)}, ${first} and ${second}`] : [],
    ),
  );
  return [
    ...coefficientTable(records, shown.pairs, terminal, { columns: [right("n")], cells: counts }),
    ...(more > 0 ? [`and ${plural(more, "more pair")}; --format json and agreement.csv have them all`] : []),
    ...listed(
      growing.map((where) => `${where}: differences grow with the volume, so ratios describe them better`),
      terminal,
    ),
  ];
}

/** A row for each structure, or each pair of raters on it, a column for each coefficient, and below why some are missing. */
function coefficientTable(
  records: readonly AgreementRecord[],
  titles: readonly string[],
  terminal: Terminal,
  counts: Block,
): string[] {
  const rows = new Map<string, AgreementRecord[]>();
  const wanted = records.filter(({ coefficient }) => titles.includes(coefficient));
  for (const one of wanted) {
    const key = JSON.stringify([one.label, one.first, one.second]);
    rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  const hasPairs = records.some(({ second }) => second !== null);
  const all = [...rows.values()].slice(0, hasPairs ? mostPairs : rows.size);
  const blocks = titles.map((title) => ({
    columns: [right(title)],
    cells: all.map((row) => [cell(row.find(({ coefficient }) => coefficient === title)!, terminal)]),
  }));
  const head: Block = {
    columns: [right("label"), left("name"), ...(hasPairs ? [left("raters")] : [])],
    cells: all.map(([{ label, name, first, second }]) => [
      ...(label === null ? ["", "all labels"] : [String(label), name]),
      ...(hasPairs ? [`${first}, ${second}`] : []),
    ]),
  };
  const rest = { ...counts, cells: counts.cells.slice(0, all.length) };
  return [
    ...renderBlocks(head, [...blocks, rest], terminal),
    ...listed(missingCoefficients(wanted), terminal),
  ];
}

function cell({ value, low, high, unit }: AgreementRecord, terminal: Terminal): string {
  const show = (one: number | null) => formatNumber(one, decimalsOf(unit), signs(terminal).undefined);
  return low === null || high === null ? show(value) : `${show(value)} [${show(low)}, ${show(high)}]`;
}

function listed(sentences: readonly string[], terminal: Terminal): string[] {
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  return sentences.flatMap((sentence) => hanging(printable(sentence), width));
}
