import { ownValue } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { RankPageInput, RankPageTask } from "./rank-page-input.ts";
import { titleOf } from "./ranking-section.ts";

/**
 * Dependence of the ranking on other things than the cases: the order of aggregation and whose annotation is the
 * reference.
 */
export function dependenceBody({ tasks }: RankPageInput): Html[] {
  return headed("What the rankings depend on", [
    html`<p>The same cases under other aggregation orders${tasks.some(({ byReference }) => byReference) && " and against each reference alone (this project's derivation)"}. τ is Kendall's τ-b with the ranking above.</p>`,
    tasks.map((task) => [ordersTable(task), task.byReference && referencesTable(task, task.byReference)]),
  ]);
}

function ordersTable(task: RankPageTask): Html {
  const names = task.ranking.algorithms.map(({ algorithm }) => algorithm);
  return dataTable(
    `Ranks by order of aggregation: ${titleOf(task)}`,
    [left("order"), ...names.map(right), right("τ")],
    task.ranking.orders.map(({ order, ranks, tau }) => [
      order,
      ...names.map((name) => ownValue(ranks, name) ?? "–"),
      metricValue(tau, ""),
    ]),
  );
}

function referencesTable(
  task: RankPageTask,
  { byReference }: NonNullable<RankPageTask["byReference"]>,
): Html {
  const names = task.ranking.algorithms.map(({ algorithm }) => algorithm);
  return dataTable(
    `Ranks by reference: ${titleOf(task)}`,
    [left("reference"), right("cases"), ...names.map(right)],
    byReference.map(({ reference, cases, ranks }) => [
      reference,
      cases,
      ...names.map((name) => ownValue(ranks, name) ?? "–"),
    ]),
  );
}
