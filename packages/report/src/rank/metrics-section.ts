import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { RankPageInput } from "./rank-page-input.ts";

/** Table of which metrics say the same. Null for a single metric. */
export function metricsBody({ agreement }: RankPageInput): Html[] | null {
  if (agreement.length === 0) return null;
  return headed("Which metrics say the same", [
    html`<p>Spearman's ρ with 95 % intervals from resampled cases: over the cases of an algorithm (mean over algorithms), and over the means of the algorithms. Flips: pairs of algorithms that two metrics order differently.</p>`,
    agreement.map(({ name, answer, pairs }) => [
      html`<h3>${name}</h3>${answer.map((sentence) => html`<p>${sentence}</p>`)}`,
      dataTable(
        `Pairs of metrics, ${name}`,
        [left("metrics"), right("ρ over cases"), right("ρ over algorithms"), right("flips")],
        pairs.map(({ first, second, withinAlgorithm, overAlgorithms, flips }) => [
          `${first}, ${second}`,
          ...[withinAlgorithm.spearman, overAlgorithms.spearman].map(({ estimate, low, high }) =>
            valueWithInterval(estimate, low, high, ""),
          ),
          `${flips.flipped} of ${flips.pairs}`,
        ]),
      ),
    ]),
  ]);
}
