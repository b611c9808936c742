import type { ShownMetric } from "./case-table.ts";
import type { CaseOrder } from "./sort-cases.ts";

interface SortHeaderProps {
  readonly by: CaseOrder["by"];
  readonly title: string;
  readonly metric: ShownMetric;
  readonly order: CaseOrder;
  readonly onOrder: (order: CaseOrder) => void;
}

/** Head of a column; a click sorts by it, a second one the other way round. */
export function SortHeader({ by, title, metric, order, onOrder }: SortHeaderProps) {
  const isSorted = order.by === by;
  const isNumber = typeof by === "number";
  // The worst values of a distance are its largest.
  const isAscending = order.worstFirst === (!isNumber || metric.direction === "higher");
  const unit = isNumber && metric.unit !== "" ? ` (${metric.unit})` : "";
  return (
    <th
      scope="col"
      class={isNumber ? "num" : ""}
      {...(isSorted && { "aria-sort": isAscending ? "ascending" : "descending" })}
    >
      <button
        type="button"
        class="link"
        onClick={() => onOrder({ by, worstFirst: isSorted ? !order.worstFirst : true })}
      >
        {title}
        {unit}
        <span aria-hidden="true">{isSorted ? (isAscending ? " ▲" : " ▼") : ""}</span>
      </button>
    </th>
  );
}
