import type { IntervalReport } from "@pgt/core";
import { formatNumber } from "../../terminal/numbers.ts";
import { paint, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";

type Agreement = NonNullable<IntervalReport["agreement"]>;

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Agreement of the raters on voxels, on volumes, and on presence: a table each, with what it was counted on. */
export function agreementLines(agreement: Agreement, terminal: Terminal): string[] {
  const { voxels, volumes, presence } = agreement;
  const show = (value: number | null) => formatNumber(value, 4, signs(terminal).undefined);
  const pooled = ({ value, ci }: Agreement["voxels"][number]["fleiss"]) =>
    ci.low === null || ci.high === null ? show(value) : `${show(value)} [${show(ci.low)}, ${show(ci.high)}]`;
  const named = (label: number | null, name: string) => [label === null ? "" : String(label), name];
  const voxelRows = voxels.map(
    (row): TableRow => [
      ...named(row.label, row.label === null ? "all labels" : row.name),
      ...[row.fleiss, row.alpha, row.ac1, row.gci, row.positiveAgreement].map(pooled),
      String(row.cases),
    ],
  );
  const volumeRows = volumes.map(({ label, name, icc, expected }): TableRow => {
    const forms = (["2,1", "3,1"] as const).map((form) => icc.forms[form]);
    return [
      ...named(label, name),
      ...forms.map(({ value, low, high }) =>
        low === null || high === null ? show(value) : `${show(value)} [${show(low)}, ${show(high)}]`,
      ),
      show(icc.standardErrorOfMeasurement),
      `${icc.n}/${expected}`,
    ];
  });
  const presenceRows = presence.map(
    ({ label, name, present, percent, ac1, kappa }): TableRow => [
      ...named(label, name),
      show(percent.value),
      show(ac1.value),
      show(kappa.value),
      `${present.all}/${present.some}/${present.none}`,
    ],
  );
  const region = voxels[0]?.region.name ?? "no voxels";
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  return [
    ...heading(`Agreement on voxels (${region}; all cases pooled, 95 % intervals over cases)`),
    ...renderTable(
      [
        right("label"),
        left("name"),
        right("Fleiss kappa"),
        right("Krippendorff alpha"),
        right("Gwet AC1"),
        right("GCI"),
        right("positive agreement"),
        right("cases"),
      ],
      voxelRows,
      terminal,
    ),
    ...heading("Agreement on volumes (intraclass correlation, 95 % intervals; SEM in mL)"),
    ...renderTable(
      [right("label"), left("name"), right("ICC(2,1)"), right("ICC(3,1)"), right("SEM"), right("n")],
      volumeRows,
      terminal,
    ),
    ...heading("Agreement on presence (cases marked by all / some / none of the raters)"),
    ...renderTable(
      [right("label"), left("name"), right("agreement"), right("AC1"), right("Conger kappa"), right("cases")],
      presenceRows,
      terminal,
    ),
  ];
}
