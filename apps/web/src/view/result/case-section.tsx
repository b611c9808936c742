import { useState } from "preact/hooks";
import type { CaseTable } from "../../result/case-table.ts";
import { type CaseFilter, type CaseOrder, chosenCases, sortedCases } from "../../result/sort-cases.ts";
import { CaseFilters } from "./case-filters.tsx";
import { CaseRows } from "./case-rows.tsx";

const rowsAtOnce = 100;

/** Every case, the one with the worst agreement first; each opens in the viewer. */
export function CaseSection({ cases }: { readonly cases: CaseTable }) {
  const [key, setKey] = useState(cases.metrics[0]?.key ?? "");
  const [filter, setFilter] = useState<CaseFilter>({ text: "", label: null });
  const [order, setOrder] = useState<CaseOrder>({ by: 0, worstFirst: true });
  const [most, setMost] = useState(rowsAtOnce);
  const metric = cases.metrics.find((one) => one.key === key) ?? cases.metrics[0];
  if (!metric) return null;
  const rows = sortedCases(chosenCases(metric, filter), metric, order);
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
        onMetric={(chosen) => {
          setKey(chosen);
          setOrder({ by: 0, worstFirst: true });
        }}
        onFilter={setFilter}
      />
      <CaseRows metric={metric} rows={rows.slice(0, most)} order={order} onOrder={setOrder} />
      <p class="small" role="status">
        {rows.length} of {metric.rows.length} rows
        {rows.length > most && `, the first ${most} shown`}
      </p>
      {rows.length > most && (
        <button type="button" onClick={() => setMost(most + 5 * rowsAtOnce)}>
          Show more
        </button>
      )}
    </section>
  );
}
