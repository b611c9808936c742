import { ceilingMeaning, correctedBasis, correctedMeaning, correctedOf } from "@pgt/analysis/documents";
import type { IntervalReport } from "@pgt/core";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";
import { wrap } from "../../terminal/wrap.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** The noise model, which is this project's derivation: noise in mm, and the interval it leaves for the truth. */
export function noiseTable({ bounds, ceilings }: IntervalReport, terminal: Terminal): string[] {
  const given = bounds.flatMap((bound) => correctedOf(bound) ?? []);
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
      corrected ? `${corrected.raters}, ${corrected.cases}` : none,
      show(ceiling?.estimate ?? null),
      ...(ceilings ? [withoutModel(bound, ceilings, terminal)] : []),
      mm(noiseMm?.random),
      mm(noiseMm?.rater),
      mm(tippingBiasMm),
    ];
  });
  const table = renderTable(
    [
      right("label"),
      left("name"),
      left("metric"),
      right("truth scores within*"),
      right("raters, n"),
      right("ceiling"),
      ...(ceilings ? [right("ceiling without a model**")] : []),
      right("random mm"),
      right("rater mm"),
      right("tipping bias mm"),
    ],
    rows,
    terminal,
  );
  const width = Math.min(terminal.columns ?? 100, 110);
  const bases = [...new Set(given.map(correctedBasis))];
  const basis = bases.length === 1 ? ` Rests on ${bases[0]}.` : "";
  return [
    ...table,
    ...(given.length > 0 ? wrap(`* ${correctedMeaning(given[0])}.${basis}`, width) : []),
    ...(ceilings ? wrap(`** ${ceilingMeaning}; means over cases of three raters or more.`, width) : []),
  ];
}

/** From what is attainable to what no mask exceeds, with the cases of both. */
function withoutModel(
  { label, metric, unit }: IntervalReport["bounds"][number],
  ceilings: NonNullable<IntervalReport["ceilings"]>,
  terminal: Terminal,
): string {
  const none = signs(terminal).undefined;
  const found = ceilings.find((one) => one.label === label && one.metric === metric);
  if (!found) return none;
  const show = (value: number | null) => formatNumber(value, decimalsOf(unit), none);
  return `${show(found.leaveOneOut.value)}, at most ${show(found.expected.value)} (${found.n}/${found.cases})`;
}
