import type { ModeEvaluation, QueueEvaluationReport } from "@pgt/core";
import { percent, plural } from "@pgt/metrics";
import { formatNumber } from "../../terminal/numbers.ts";
import { paint, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

const right = (title: string): Column => ({ title, align: "right" });

/** Points of the gain curve shown on a terminal. */
const shownPoints = 8;

/** Precision at k and the gain curve of each mode. */
export function evaluationText(report: QueueEvaluationReport, terminal: Terminal): string[] {
  const { modes, study, cases, settings } = report;
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  const masks = study === null ? "simulated masks" : "the study's masks";
  return [
    ...modes.flatMap((mode) => [...modeText(mode, report, terminal), ""]),
    ...hanging(
      `${plural(cases, "case")}, ${plural(settings.rounds, "round")}, errors in ${percent(settings.errors)} of the structures of ${masks}, seed ${settings.seed}. Random: the same regions in random order. Brackets: 95 % over rounds. What raters really disagree on counts as no error.`,
      width,
    ),
  ];
}

function modeText(mode: ModeEvaluation, { settings }: QueueEvaluationReport, terminal: Terminal): string[] {
  const { kinds, errors, shown, items, into, precision, curve } = mode;
  const show = (value: number | null, decimals = 2) =>
    formatNumber(value, decimals, signs(terminal).undefined);
  const rows = precision.map((one) => [
    String(one.k),
    one.low === null ? show(one.precision) : `${show(one.precision)} [${show(one.low)}, ${show(one.high)}]`,
    show(one.random, 3),
    show(one.ratio, 1),
    String(one.rounds),
  ]);
  const step = Math.max(1, Math.ceil(curve.length / shownPoints));
  const points = curve.filter((_, k) => k % step === 0 || k === curve.length - 1);
  return [
    paint(terminal, "bold", `${mode.mode}: ${plural(errors, "error")} in masks of ${into}`),
    `${kinds.border} borders moved, ${kinds.dropped} parts dropped, ${kinds.invented} invented; ${shown} are shown by a region. ${show(items, 0)} regions a round.`,
    ...(rows.length > 0
      ? renderTable(["k", "precision", "random", "ratio", "rounds"].map(right), rows, terminal)
      : [`no round of ${settings.rounds} has 5 regions`]),
    ...renderTable(
      ["regions looked at", "errors found", "at random"].map(right),
      points.map((one) => [String(one.items), percent(one.found), percent(one.random)]),
      terminal,
    ),
  ];
}
