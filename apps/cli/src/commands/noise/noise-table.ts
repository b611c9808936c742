import type { NoiseReport } from "@pgt/core";
import { foldPlaces, plural } from "@pgt/metrics";
import { formatNumber } from "../../terminal/numbers.ts";
import { paint, printable, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Wrong answers that are named for each true label; the others are in JSON and CSV. */
const namedAnswers = 2;

/** Matrices, flips by distance, and what to bear in mind. */
export function noiseText(report: NoiseReport, terminal: Terminal): string[] {
  if (report.cases === 0) return ["no case was looked at"];
  const { settings, failures, cases, twoRaters, truthFree } = report;
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const warnings = foldPlaces(report.warnings, []);
  return [
    paint(terminal, "bold", "Answers where a label is true, by the consensus of STAPLE [95 % CI over cases]"),
    ...transitionsText(report, terminal),
    ...(truthFree
      ? heading(`Without a reference, from ${plural(truthFree.cases, "case")} that all raters have`)
      : []),
    ...(truthFree ? truthFreeText(report, truthFree, terminal) : []),
    ...(twoRaters.length > 0 ? heading("Without a reference: what two equally good raters may be like") : []),
    ...(twoRaters.length > 0 ? twoRatersText(twoRaters, terminal) : []),
    ...heading(
      `By distance from the border of the majority, up to ${settings.reachMm} mm [95 % CI over cases]`,
    ),
    ...flipsText(report, terminal),
    "",
    `${plural(cases, "case")} of ${cases + failures.length}; matrices in the region ${settings.region}.`,
    ...hanging(
      "One matrix for all voxels is a poor model of segmentation noise: errors lie at borders, and the wider the region, the rarer they seem. P(marked) at d mm inside the border is that of a normal below (d + bias) / sigma; a rater is part of the majority, so that bias and sigma are too small, the more the fewer raters there are.",
      width,
    ),
    ...(warnings.length > 0 ? heading("To bear in mind") : []),
    ...warnings.flatMap(({ code, place, message }) =>
      hanging(printable([code, place, message].filter((part) => part !== "").join(": ")), width),
    ),
  ];
}

const nameIn = ({ labels }: NoiseReport, label: number) => labels.find((one) => one.label === label)!.name;

function transitionsText(report: NoiseReport, terminal: Terminal): string[] {
  const show = (value: number | null) => formatNumber(value, 4, signs(terminal).undefined);
  const rows = report.transitions.flatMap(({ rater, labels, matrix, kept, voxels, cases }) =>
    labels.map((truth, c) => {
      const { low, high } = kept[c];
      const others = labels
        .map((answer, j) => ({ answer, share: matrix[c][j] ?? 0 }))
        .filter(({ answer, share }) => answer !== truth && share > 0)
        .sort((a, b) => b.share - a.share)
        .slice(0, namedAnswers);
      return [
        rater ?? "all",
        nameIn(report, truth),
        low === null || high === null
          ? show(matrix[c][c])
          : `${show(matrix[c][c])} [${show(low)}, ${show(high)}]`,
        others.map(({ answer, share }) => `${nameIn(report, answer)} ${show(share)}`).join(", "),
        formatNumber(voxels[c], 0, ""),
        String(cases),
      ];
    }),
  );
  const columns = [
    left("rater"),
    left("true"),
    right("P(same)"),
    left("else"),
    right("voxels"),
    right("cases"),
  ];
  return renderTable(columns, rows, terminal);
}

function truthFreeText(
  report: NoiseReport,
  { raters, labels, matrices, prior }: NonNullable<NoiseReport["truthFree"]>,
  terminal: Terminal,
): string[] {
  const rows = labels.map((label, c) => [
    nameIn(report, label),
    formatNumber(prior[c], 4, ""),
    ...matrices.map((matrix) => formatNumber(matrix[c][c], 4, "")),
  ]);
  const columns = [left("true"), right("share"), ...raters.map((rater) => right(`P(same) ${rater}`))];
  return renderTable(columns, rows, terminal);
}

function twoRatersText(rows: NoiseReport["twoRaters"], terminal: Terminal): string[] {
  const show = (value: number | null | undefined) =>
    formatNumber(value ?? null, 4, signs(terminal).undefined);
  return renderTable(
    [
      left("name"),
      right("miss = false"),
      right("noisiest: miss"),
      right("false"),
      right("miss at most"),
      right("false at most"),
    ],
    rows.map(({ name, symmetric, minimumTrace, missAtMost, falseAlarmAtMost }) => [
      name,
      show(symmetric?.miss),
      show(minimumTrace?.miss),
      show(minimumTrace?.falseAlarm),
      show(missAtMost),
      show(falseAlarmAtMost),
    ]),
    terminal,
  );
}

function flipsText({ flips }: NoiseReport, terminal: Terminal): string[] {
  const show = (value: number | null) => formatNumber(value, 2, signs(terminal).undefined);
  const rows = flips.map(({ rater, name, intervals, fitted, cases, ...row }) => {
    const cell = (field: "biasMm" | "sigmaMm") => {
      const { low, high } = intervals[field];
      return low === null || high === null
        ? show(row[field])
        : `${show(row[field])} [${show(low)}, ${show(high)}]`;
    };
    return [name, rater ?? "all", cell("biasMm"), cell("sigmaMm"), `${fitted}/${cases}`];
  });
  return renderTable(
    [left("name"), left("rater"), right("bias (mm)"), right("sigma (mm)"), right("cases")],
    rows,
    terminal,
  );
}
