import { metricValue } from "@pgt/report";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../../shell/app-context.ts";
import type { CaseTable, ShownMetric } from "./case-table.ts";
import type { CaseOrder } from "./sort-cases.ts";
import { SortHeader } from "./sort-header.tsx";

interface CaseRowsProps {
  readonly cases: CaseTable;
  readonly metric: ShownMetric;
  /** Places of the rows that are shown. */
  readonly rows: readonly number[];
  readonly order: CaseOrder;
  readonly onOrder: (order: CaseOrder) => void;
}

export function CaseRows({ cases, metric, rows, order, onOrder }: CaseRowsProps) {
  const { actions } = useApp();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.scrollTo({ top: 0 }), [rows[0], order]);
  const header = (by: CaseOrder["by"], title: string) => (
    <SortHeader key={by} by={by} title={title} metric={metric} order={order} onOrder={onOrder} />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, a box that scrolls is out of reach for the keyboard
    <section class="scroll cases" tabIndex={0} aria-label="Values per case" ref={box}>
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
          {rows.map((row) => {
            const id = cases.cases[metric.caseOf[row]];
            const { label, title } = cases.labels[metric.labelOf[row]];
            return (
              <tr key={row}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    aria-label={`Open ${id}, ${title}`}
                    onClick={() => actions.openCase({ case: id, label })}
                  >
                    {id}
                  </button>
                </th>
                <td class="text">{title}</td>
                {metric.columns.map(({ name, values }) => (
                  <td class="num" key={name}>
                    {metricValue(Number.isNaN(values[row]) ? null : values[row], metric.unit)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
