import { type ConsensusRecord, consensusRecords } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";

/** Raters and models against consensus masks, a table for each reference. */
export function consensusBody({ input }: StudyView): Html[] | null {
  const records = consensusRecords(input.consensus ?? [], input.models);
  if (records.length === 0) return null;
  const references = [...new Set(records.map(({ reference }) => reference))];
  return headed("Agreement with a consensus", [
    html`<p>A rater is held against the consensus of the others, since a consensus that holds the own mask agrees too well; a model against the same consensuses, and against that of all raters. A consensus is less noisy than a rater: these values are not those of pairs of raters.</p>`,
    ...references.map((reference) =>
      consensusTable(
        reference,
        records.filter((one) => one.reference === reference),
      ),
    ),
  ]);
}

function consensusTable(reference: string, records: readonly ConsensusRecord[]): Html {
  const columns = [
    left("structure"),
    left("metric"),
    left("who"),
    right("with that of the others [these raters]"),
    right("cases used"),
    right("better than raters by [these raters]"),
    left("state"),
    right("with that of all [these raters]"),
    right("cases used"),
  ];
  const rows = records.map(({ name, metric, unit, entity, others, all, placement }) => {
    const show = (one: ConsensusRecord["all"]) =>
      one ? valueWithInterval(one.estimate, one.low, one.high, unit) : "–";
    const lower = placement?.lower;
    return [
      name,
      unit === "" || unit === "1" ? metric : `${metric} (${unit})`,
      entity,
      ...[show(others), others?.n ?? "–"],
      lower ? valueWithInterval(lower.difference, lower.low, lower.high, unit) : "–",
      placement ? html`<code>${placement.state}</code>` : "–",
      ...[show(all), all?.n ?? "–"],
    ];
  });
  return dataTable(`Agreement with ${reference}`, columns, rows);
}
