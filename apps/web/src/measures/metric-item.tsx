import type { MetricExplanation } from "@pgt/browser";
import { useApp, useAppState } from "../shell/app-context.ts";
import { toggleMetric } from "./measure-choice.ts";

/** Choice of one metric, with its meaning from the registry. */
export function MetricItem({ metric }: { readonly metric: MetricExplanation }) {
  const { store } = useApp();
  const { choice } = useAppState();
  const { id, name, definition, parameter, unit, formula } = metric;
  const typed = choice.metrics[id];
  const field = `metric-${id}`;
  const setParameter = (value: string) =>
    store.set({ choice: { ...choice, metrics: { ...choice.metrics, [id]: value } } });
  return (
    <li>
      <label for={field} class="choice">
        <input
          id={field}
          type="checkbox"
          checked={typed !== undefined}
          onChange={() => store.set({ choice: toggleMetric(choice, metric) })}
        />
        <span>
          <strong>{name}</strong> <code>{id}</code>
          {unit !== "" && <span class="small"> in {unit}</span>}
        </span>
      </label>
      {parameter && typed !== undefined && (
        <label class="parameter">
          {parameter.name}
          {parameter.unit && ` (${parameter.unit})`}
          <input
            type="text"
            inputMode="decimal"
            size={6}
            placeholder={`e.g. ${parameter.example}`}
            value={typed}
            onInput={({ currentTarget }) => setParameter(currentTarget.value)}
          />
        </label>
      )}
      <p class="small">
        {definition} <span class="formula">{formula}</span>
      </p>
    </li>
  );
}
