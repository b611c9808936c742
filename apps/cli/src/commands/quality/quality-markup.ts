import { qualityTable, tableText } from "@pgt/analysis/documents";
import type { QualityReport } from "@pgt/core";
import { plural } from "@pgt/metrics";
import { meanAndSpread, type QualityColumn, type QualityGrid, qualityGrid } from "./quality-cells.ts";

/** Forms that a table for a paper is written in. */
export const qualityStyles = ["markdown", "latex", "html", "csv"] as const;
export type QualityStyle = (typeof qualityStyles)[number];

const endings: Readonly<Record<string, QualityStyle>> = {
  md: "markdown",
  tex: "latex",
  html: "html",
  htm: "html",
  csv: "csv",
};

/** The style of a file by its ending; undefined for others. */
export function styleOfFile(file: string): QualityStyle | undefined {
  return endings[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ""];
}

export function qualityMarkup(report: QualityReport, style: QualityStyle): Iterable<string> {
  if (style === "csv") return tableText(qualityTable, report);
  const grid = qualityGrid(report);
  const lines = { markdown, latex, html }[style](grid, captionOf(report));
  return [`${lines.join("\n")}\n`];
}

/** Caption that says what the numbers are: the same sentence in every style. */
export function captionOf({ settings, cells, datasets }: QualityReport): string {
  const spread = settings.choices.find(({ ambiguity }) => ambiguity === 11)!.chosen;
  const tolerance = settings.choices.find(({ ambiguity }) => ambiguity === 6)!.chosen;
  const counts = datasets.map(({ dataset, reference, labels }) => {
    const own = cells.filter((cell) => cell.dataset === dataset);
    const n = own.reduce((sum, cell) => sum + cell.n, 0);
    const expected = own.reduce((sum, cell) => sum + cell.expected, 0);
    const [cases, organs] = [plural(reference.cases, "case"), plural(labels.length, "organ")];
    return `${dataset}: ${cases}, ${organs}, ${n} of ${expected} values`;
  });
  return [
    `Label quality: mean over organs (${settings.order} first) ± ${spread}.`,
    `Metrics from 0 to 1 times 100. Boundary: ${settings.convention.boundary}; tolerance: ${tolerance}.`,
    `${counts.join("; ")}. Best of a column in bold.`,
  ].join(" ");
}

const signs = { undefinedSign: "—", plusMinus: "±" };

function cellText({ cells, scale }: QualityColumn, row: number, sign = signs.plusMinus): [string, boolean] {
  const cell = cells[row];
  if (!cell) return [signs.undefinedSign, false];
  return [meanAndSpread(cell.mean, cell.rmsSd, scale, { ...signs, plusMinus: sign }), cell.best];
}

function markdown({ generators, datasets, columns }: QualityGrid, caption: string): string[] {
  const escaped = (text: string) => text.replace(/([\\|*_`<>[\]])/g, "\\$1");
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const heads = columns.map(({ dataset, title }) =>
    escaped(datasets.length > 1 ? `${dataset} ${title}` : title),
  );
  return [
    line(["generator", ...heads]),
    line(["---", ...columns.map(() => "---:")]),
    ...generators.map((id, row) =>
      line([
        escaped(id),
        ...columns.map((column) => {
          const [text, best] = cellText(column, row);
          return best ? `**${text}**` : text;
        }),
      ]),
    ),
    "",
    escaped(caption),
  ];
}

const latexSigns: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "±": "$\\pm$",
  "—": "---",
};

function latex({ generators, datasets, columns }: QualityGrid, caption: string): string[] {
  const escaped = (text: string) =>
    text.replace(/[\\~^±—&%$#_{}]/g, (sign) => latexSigns[sign] ?? `\\${sign}`);
  const perDataset = columns.length / datasets.length;
  const line = (cells: readonly string[]) => `${cells.join(" & ")} \\\\`;
  return [
    "% needs \\usepackage{booktabs}",
    "\\begin{table}",
    `\\caption{${escaped(caption)}}`,
    `\\begin{tabular}{l${"r".repeat(columns.length)}}`,
    "\\toprule",
    ...(datasets.length > 1
      ? [line(["", ...datasets.map((name) => `\\multicolumn{${perDataset}}{c}{${escaped(name)}}`)])]
      : []),
    line(["generator", ...columns.map(({ title }) => escaped(title))]),
    "\\midrule",
    ...generators.map((id, row) =>
      line([
        escaped(id),
        ...columns.map((column) => {
          const [text, best] = cellText(column, row);
          return best ? `\\textbf{${escaped(text)}}` : escaped(text);
        }),
      ]),
    ),
    "\\bottomrule",
    "\\end{tabular}",
    "\\end{table}",
  ];
}

function html({ generators, datasets, columns }: QualityGrid, caption: string): string[] {
  const escaped = (text: string) =>
    text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);
  const perDataset = columns.length / datasets.length;
  const group = datasets.map((name) => `<th scope="colgroup" colspan="${perDataset}">${escaped(name)}</th>`);
  const heads = columns.map(({ title }) => `<th scope="col">${escaped(title)}</th>`);
  return [
    "<table>",
    `<caption>${escaped(caption)}</caption>`,
    "<thead>",
    ...(datasets.length > 1 ? [`<tr><td></td>${group.join("")}</tr>`] : []),
    `<tr><th scope="col">generator</th>${heads.join("")}</tr>`,
    "</thead>",
    "<tbody>",
    ...generators.map((id, row) => {
      const cells = columns.map((column) => {
        const [text, best] = cellText(column, row);
        return `<td>${best ? `<strong>${text}</strong>` : text}</td>`;
      });
      return `<tr><th scope="row">${escaped(id)}</th>${cells.join("")}</tr>`;
    }),
    "</tbody>",
    "</table>",
  ];
}
