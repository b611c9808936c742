import type { IntervalReport } from "@pgt/core";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** The noise model, which is this project's derivation: noise in mm, and the interval it leaves for the truth. */
export function noiseTable({ bounds }: IntervalReport, terminal: Terminal): string[] {
  const none = signs(terminal).undefined;
  const mm = (value: number | null | undefined) => formatNumber(value ?? null, 2, none);
  const rows = bounds.map((bound): TableRow => {
    const { corrected, noiseMm, tippingBiasMm, ceiling, unit } = bound;
    const show = (value: number | null) => formatNumber(value, decimalsOf(unit), none);
    return [
      String(bound.label),
      bound.name,
      unit === "" ? bound.metric : `${bound.metric} (${unit})`,
      corrected ? `${show(corrected.low)} to ${show(corrected.high)}` : none,
      show(ceiling?.estimate ?? null),
      mm(noiseMm?.random),
      mm(noiseMm?.rater),
      mm(tippingBiasMm),
    ];
  });
  return renderTable(
    [
      right("label"),
      left("name"),
      left("metric"),
      right("truth scores within"),
      right("ceiling"),
      right("random mm"),
      right("rater mm"),
      right("tipping bias mm"),
    ],
    rows,
    terminal,
  );
}
