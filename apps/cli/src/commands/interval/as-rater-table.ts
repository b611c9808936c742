import { asRaterWords } from "@pgt/analysis/documents";
import type { IntervalReport } from "@pgt/core";
import { formatNumber } from "../../terminal/numbers.ts";
import { printable, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

type ModelAsRater = IntervalReport["modelsAsRaters"][number];

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Models taken as one more rater: Williams' index and the alternative annotator test, and how to read them. */
export function asRaterTable(rows: readonly ModelAsRater[], terminal: Terminal): string[] {
  const columns = [
    left("model"),
    right("label"),
    left("name"),
    left("metric"),
    right("Williams' index [95 % CI]"),
    right("n"),
    right("winning rate"),
    right("advantage"),
  ];
  const given = rows.filter(({ williams, alternativeAnnotator: { winningRate } }) =>
    [williams.value, winningRate].some((value) => value !== null),
  );
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  return [
    ...(given.length > 0
      ? renderTable(
          columns,
          given.map((row) => cells(row, terminal)),
          terminal,
        )
      : []),
    ...asRaterWords(rows).flatMap((sentence) => hanging(printable(sentence), width)),
  ];
}

function cells(row: ModelAsRater, terminal: Terminal): string[] {
  const { model, label, name, metric, williams, alternativeAnnotator: test } = row;
  const show = (value: number | null, decimals = 3) =>
    formatNumber(value, decimals, signs(terminal).undefined);
  const { value, ci } = williams;
  const beaten = test.raters.filter(({ isBeaten }) => isBeaten).length;
  const tested = test.raters.filter(({ p }) => p !== null).length;
  return [
    ...[model, String(label), name, metric],
    ci.low === null ? show(value) : `${show(value)} [${show(ci.low)}, ${show(ci.high)}]`,
    `${williams.n}/${williams.expected}`,
    test.winningRate === null ? show(null) : `${show(test.winningRate, 2)} (${beaten}/${tested})`,
    show(test.averageAdvantage, 2),
  ];
}
