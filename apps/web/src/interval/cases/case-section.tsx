import { useMemo, useState } from "preact/hooks";
import { CaseFilters } from "./case-filters.tsx";
import { CaseRows } from "./case-rows.tsx";
import type { CaseTable } from "./case-table.ts";
import { RowPages } from "./row-pages.tsx";
import { type CaseFilter, type CaseOrder, chosenRows, sortedRows } from "./sort-cases.ts";

const rowsAtOnce = 100;

/** Table of every case, the one with the worst agreement first; each opens in the viewer. */
export function CaseSection({ cases }: { readonly cases: CaseTable }) {
  const [key, setKey] = useState(cases.metrics[0]?.key ?? "");
  const [filter, setFilter] = useState<CaseFilter>({ text: "", label: null });
  const [order, setOrder] = useState<CaseOrder>({ by: 0, worstFirst: true });
  const [first, setFirst] = useState(0);
  const metric = cases.metrics.find((one) => one.key === key) ?? cases.metrics[0];
  const rows = useMemo(
    () => (metric ? sortedRows(chosenRows(metric, cases, filter), metric, cases, order) : []),
    [cases, metric, filter, order],
  );
  if (!metric) return null;
  /** Wraps a setter so that the table begins at its first row again. */
  const anew = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setFirst(0);
    };
  };
  return (
    <section id="case-list">
      <h2>Cases</h2>
      <p>
        Means over pairs of raters, per case and structure; the worst agreement first, until another column is
        chosen. A case opens with its masks.
      </p>
      <CaseFilters
        cases={cases}
        metric={metric}
        filter={filter}
        onMetric={anew((chosen: string) => {
          setKey(chosen);
          setOrder({ by: 0, worstFirst: true });
        })}
        onFilter={anew(setFilter)}
      />
      <CaseRows
        cases={cases}
        metric={metric}
        rows={rows.slice(first, first + rowsAtOnce)}
        order={order}
        onOrder={anew(setOrder)}
      />
      <RowPages
        first={first}
        atOnce={rowsAtOnce}
        chosen={rows.length}
        all={metric.caseOf.length}
        onFirst={setFirst}
      />
    </section>
  );
}
