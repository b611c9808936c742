import { labelTitle, plural } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { significant } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { QueuePageInput } from "./queue-page-input.ts";

/** Rows of the page; the rest is in the CSV. */
const listedAtMost = 200;

/** The regions in their order, and what fits into the budget. */
export function listBody({ items, plan, small, settings }: QueuePageInput): Html[] {
  if (items.length === 0) {
    return headed("Regions to look at", [html`<p>None: nothing in dispute is thick and large enough.</p>`]);
  }
  const planned = new Set(plan?.ranks);
  const columns = [
    right("rank"),
    left("case"),
    left("structure"),
    left("mode"),
    right("slices"),
    right("volume (mL)"),
    right("score"),
    right("expected gain"),
    right("minutes"),
    ...(plan ? [left("in the plan")] : []),
    left("why"),
  ];
  const rows = items
    .slice(0, listedAtMost)
    .map((item) => [
      item.rank,
      item.case,
      labelTitle(item),
      item.mode,
      item.slices[0] === item.slices[1] ? String(item.slices[0]) : `${item.slices[0]}\u2013${item.slices[1]}`,
      significant(item.volumeMl),
      significant(item.score),
      significant(item.expectedGain),
      item.minutes,
      ...(plan ? [planned.has(item.rank) ? "yes" : ""] : []),
      item.reason,
    ]);
  const rest = items.length - rows.length;
  return headed("Regions to look at", [
    plan &&
      html`<p>Plan: ${plural(plan.ranks.length, "region")} in ${plan.minutes} of ${plan.budget} minutes; expected gain together ${significant(plan.expectedGain)}.</p>`,
    html`<p>The most worthwhile first; the first ten are of as many patients as there are. Slices count from 1 along axis ${items[0].axis} of the file. Expected gain: rise of the mean Dice over the structure's cases if the region is settled.</p>`,
    dataTable("Regions to look at", columns, rows),
    rest > 0 && html`<p class="small">${plural(rest, "more region")} in the CSV of the run.</p>`,
    small.regions > 0 &&
      html`<p class="small">${plural(small.regions, "region")} below ${settings.minimumMl} mL not listed (${significant(small.volumeMl)} mL in all).</p>`,
  ]);
}
