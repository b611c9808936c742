import { metricValue } from "@pgt/report";
import type { CaseRow, ShownMetric } from "../../result/case-table.ts";
import type { CaseOrder } from "../../result/sort-cases.ts";
import { useLab } from "../lab-context.ts";
import { SortHeader } from "./sort-header.tsx";

interface CaseRowsProps {
  readonly metric: ShownMetric;
  readonly rows: readonly CaseRow[];
  readonly order: CaseOrder;
  readonly onOrder: (order: CaseOrder) => void;
}

export function CaseRows({ metric, rows, order, onOrder }: CaseRowsProps) {
  const { actions } = useLab();
  const header = (by: CaseOrder["by"], title: string) => (
    <SortHeader key={by} by={by} title={title} metric={metric} order={order} onOrder={onOrder} />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, a box that scrolls is out of reach for the keyboard
    <section class="scroll cases" tabIndex={0} aria-label="Values per case">
      <table>
        <caption class="hidden-visually">{metric.title} per case and structure</caption>
        <thead>
          <tr>
            {header("case", "Case")}
            {header("title", "Structure")}
            {metric.columns.map(({ name }, at) => header(at, name))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.case} ${row.label}`}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  aria-label={`Open ${row.case}, ${row.title}`}
                  onClick={() => actions.openCase({ case: row.case, label: row.label })}
                >
                  {row.case}
                </button>
              </th>
              <td class="text">{row.title}</td>
              {row.values.map((value, at) => (
                <td class="num" key={metric.columns[at]?.name}>
                  {metricValue(value, metric.unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
