import type { CaseTable, ShownMetric } from "./case-table.ts";
import type { CaseFilter } from "./sort-cases.ts";

interface CaseFiltersProps {
  readonly cases: CaseTable;
  readonly metric: ShownMetric;
  readonly filter: CaseFilter;
  readonly onMetric: (key: string) => void;
  readonly onFilter: (filter: CaseFilter) => void;
}

export function CaseFilters({ cases, metric, filter, onMetric, onFilter }: CaseFiltersProps) {
  return (
    <p class="filters">
      <label class="field">
        Metric
        <select value={metric.key} onChange={({ currentTarget }) => onMetric(currentTarget.value)}>
          {cases.metrics.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        Structure
        <select
          value={filter.label === null ? "" : String(filter.label)}
          onChange={({ currentTarget: { value } }) =>
            onFilter({ ...filter, label: value === "" ? null : Number(value) })
          }
        >
          <option value="">all</option>
          {cases.labels.map(({ label, title }) => (
            <option key={label} value={String(label)}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        Case contains
        <input
          type="search"
          value={filter.text}
          onInput={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
        />
      </label>
    </p>
  );
}
