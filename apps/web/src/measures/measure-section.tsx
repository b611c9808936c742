import { useAppState } from "../shell/app-context.ts";
import { StructuresField } from "../study/structures-field.tsx";
import { ConventionChoice } from "./convention-choice.tsx";
import { metricCatalogue } from "./metric-catalogue.ts";
import { MetricItem } from "./metric-item.tsx";

const { metrics, defaults } = metricCatalogue;
const families = [...new Set(metrics.map(({ family }) => family))];
/** Metrics that are measured by default, and agreement within a tolerance, which has no default. */
const usual = metrics.filter(
  ({ id, parameter, symmetric }) =>
    defaults.some((one) => one.id === id) || (symmetric && parameter?.name === "tolerance"),
);

/** Choice of metrics, structures and convention, with what they mean. */
export function MeasureSection() {
  const { choice } = useAppState();
  const hidden = metrics.filter((one) => !usual.includes(one));
  const chosen = hidden.filter(({ id }) => choice.metrics[id] !== undefined).length;
  return (
    <section aria-labelledby="measure-title">
      <h2 id="measure-title">What to measure</h2>
      <ul class="metrics">
        {usual.map((metric) => (
          <MetricItem key={metric.id} metric={metric} />
        ))}
      </ul>
      <details>
        <summary>
          {hidden.length} more metrics{chosen > 0 && `, ${chosen} chosen`}
        </summary>
        {families.map((family) => (
          <fieldset key={family} class="plain">
            <legend>{family}</legend>
            <ul class="metrics">
              {hidden
                .filter((one) => one.family === family)
                .map((metric) => (
                  <MetricItem key={metric.id} metric={metric} />
                ))}
            </ul>
          </fieldset>
        ))}
      </details>
      <StructuresField />
      <ConventionChoice />
    </section>
  );
}
