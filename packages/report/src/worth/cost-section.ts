import { percent } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import type { Html } from "../page/html.ts";
import { factList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { WorthPageInput } from "./worth-page-input.ts";

/** Hours and money. Null where no work was described. */
export function costBody({ cost, answers }: WorthPageInput): Html[] | null {
  if (!cost) return null;
  const { masks, minutesPerMask, hours, radiologistYears, money, review } = cost;
  const amount = (value: number) => Math.round(value).toLocaleString("en-US");
  const facts: readonly (readonly [string, string | null])[] = [
    ["masks", `${amount(masks)}, ${minutesPerMask} min each`],
    ["hours", `${amount(hours)} (${radiologistYears.toFixed(1)} years of 1800 h)`],
    ["money", money === null ? null : amount(money)],
    [
      "review only",
      review &&
        `${percent(review.share)} of the masks, ${review.minutes} min each: ${amount(review.hours)} h${review.money === null ? "" : `, ${amount(review.money)}`}`,
    ],
  ];
  const per = answers.flatMap(({ metric, variant, costPerGain }) =>
    costPerGain
      ? [
          [
            metric,
            variant,
            costPerGain.estimate === null
              ? "–"
              : `${amount(costPerGain.estimate)}${costPerGain.in === "hours" ? " h" : ""}`,
            costPerGain.unbounded
              ? `from ${costPerGain.low === null ? "–" : amount(costPerGain.low)}, unbounded`
              : costPerGain.low === null || costPerGain.high === null
                ? "–"
                : `${amount(costPerGain.low)} to ${amount(costPerGain.high)}`,
          ],
        ]
      : [],
  );
  return headed("Cost", [
    factList(facts),
    per.length > 0 &&
      dataTable(
        "Cost of one downstream point at the proposed gap",
        [left("metric"), left("versions"), right("estimate"), right("95 % interval")],
        per,
      ),
  ]);
}
