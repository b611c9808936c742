import type { WorthReport } from "@pgt/core";
import { noteText, percent } from "@pgt/metrics";
import { formatNumber } from "../../terminal/numbers.ts";
import { paint, printable, type Style, type Terminal } from "../../terminal/terminal.ts";
import { hanging, wrap } from "../../terminal/wrap.ts";
import {
  baselineLines,
  concordanceTable,
  correlationTable,
  costLines,
  reliableGapTable,
  slopeTable,
} from "./worth-blocks.ts";
import { findingItems, lineWidth } from "./worth-findings.ts";
import { gapText, metricOf, pointsOf, withEnds } from "./worth-numbers.ts";
import { quintileBlocks } from "./worth-quintiles.ts";
import { friedmanTable, orderLines, rankTable, varianceTable } from "./worth-variance.ts";

const decisionStyle: Readonly<Record<string, Style>> = {
  WORTH: "green",
  "NOT WORTH": "yellow",
  UNDECIDED: "cyan",
};

/** The report as text: the answer first, then what it rests on. */
export function worthText(report: WorthReport, terminal: Terminal): string[] {
  const width = lineWidth(terminal);
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ["", paint(terminal, "bold", title), ...lines] : [];
  return [
    ...answerLines(report, terminal, width),
    ...section("Does it rest on one version?", robustnessLines(report, terminal, width)),
    ...section(
      "Quality and downstream score, over the versions of a column",
      correlationTable(report, terminal),
    ),
    ...section("Downstream points per point of quality, within columns", slopeTable(report, terminal)),
    ...section(
      "Better labels, better model: share of pairs of versions (%), by gap in quality",
      concordanceTable(report, terminal),
    ),
    ...section("Smallest gap from which on so many pairs are concordant", reliableGapTable(report, terminal)),
    ...section("Cost", costLines(report)),
    ...section("What the scores vary with: % of the sum of squares", varianceTable(report, terminal)),
    ...section("Do the versions differ? Friedman's test over columns", friedmanTable(report, terminal)),
    ...section("Mean rank of the versions (1 best)", rankTable(report, terminal, width)),
    ...section("Against the baseline", baselineLines(report, terminal, width)),
    ...section("Along the order given", orderLines(report, width)),
    ...quintileBlocks(report, terminal, width),
    ...section("Findings in the tables", findingItems(report.findings, width)),
    ...section("To bear in mind", [
      ...[...report.warnings, ...report.notes].flatMap((note) => hanging(printable(noteText(note)), width)),
    ]),
  ];
}

function answerLines({ answers, settings }: WorthReport, terminal: Terminal, width: number): string[] {
  const all = answers.filter(({ variant }) => variant === "all");
  if (all.length === 0) {
    return wrap(
      "No answer: no column has two versions that differ in quality and both have a downstream score.",
      width,
    );
  }
  const lines = all.flatMap(({ metric, decision, sentence, caveat }, at) => [
    ...(at > 0 ? [""] : []),
    `${paint(terminal, decisionStyle[decision], decision)}  ${printable(metric)}${caveat ? printable(` (${caveat})`) : ""}`,
    ...wrap(printable(sentence), width),
  ]);
  if (settings.relevantGainPoints !== null) return lines;
  const hint = "Without the smallest gain that matters (--relevant-gap) nothing is called WORTH.";
  return [...lines, "", ...wrap(hint, width)];
}

/** The decisions again, without the version farthest out and with the reference labels as perfect. */
function robustnessLines(report: WorthReport, terminal: Terminal, width: number): string[] {
  const { answers, extreme } = report;
  return extreme.flatMap(({ metric, version, share }) => {
    const of = answers.filter((answer) => answer.metric === metric);
    const all = of.find(({ variant }) => variant === "all");
    if (!all || of.length === 1) return [];
    const head = `${metric}: ${version} alone makes ${percent(share)} of the spread of quality within columns.`;
    return [
      ...wrap(printable(head), width),
      ...of.flatMap((answer) => {
        const same =
          answer === all ? "" : answer.decision === all.decision ? " (the same)" : " (ANOTHER DECISION)";
        const decision = paint(terminal, decisionStyle[answer.decision], answer.decision);
        return hanging(
          `${printable(answer.variant)}: ${decision}${same}; ${answerFigures(report, answer, terminal)}`,
          width,
        );
      }),
    ];
  });
}

function answerFigures(
  report: WorthReport,
  { metric, comparable, reliable, expectedGain }: WorthReport["answers"][number],
  terminal: Terminal,
): string {
  const traits = metricOf(report, metric);
  const points = (value: number | null) => pointsOf(traits, value);
  const { gain, low, high } = expectedGain;
  const hundredths = (value: number | null) => formatNumber(value === null ? null : 100 * value, 0, "");
  const pairs =
    comparable === null || comparable.share === null
      ? []
      : [
          `better in ${hundredths(comparable.share)} %${comparable.low === null ? "" : ` [${hundredths(comparable.low)}, ${hundredths(comparable.high)}]`} of ${comparable.pairs} comparable pairs`,
        ];
  const gaps = reliable
    .slice(0, 1)
    .map((one) => `gap for ${percent(one.probability)}: ${gapText(one, points, terminal)}`);
  const expected =
    gain === null && expectedGain.noInterval !== null
      ? `no expected gain: ${expectedGain.noInterval}`
      : `expected gain ${withEnds(points(gain), points(low), points(high), 2, terminal)}`;
  return [...pairs, ...gaps, expected].join("; ");
}
