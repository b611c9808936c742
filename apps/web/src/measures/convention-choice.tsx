import { useApp, useAppState } from "../shell/app-context.ts";
import { metricCatalogue } from "./metric-catalogue.ts";

/** Choice of the tool whose numbers are reproduced. */
export function ConventionChoice() {
  const { store } = useApp();
  const { choice, conventionSettings } = useAppState();
  const chosen = metricCatalogue.conventions.find(({ id }) => id === choice.convention);
  return (
    <div class="convention">
      <label class="field">
        Convention
        <select
          value={choice.convention}
          aria-describedby="convention-meaning"
          onChange={({ currentTarget }) =>
            store.set({
              choice: { ...choice, convention: currentTarget.value },
              conventionSettings: undefined,
            })
          }
        >
          {metricCatalogue.conventions.map(({ id, tool }) => (
            <option key={id} value={id}>
              {id} ({tool})
            </option>
          ))}
        </select>
      </label>
      <p class="small" id="convention-meaning">
        {conventionSettings === undefined
          ? `${chosen?.description} Boundary ${chosen?.boundary}; percentiles ${chosen?.percentile}; empty masks ${chosen?.empties}.`
          : "The manifest's own settings, until another convention is chosen here."}
      </p>
    </div>
  );
}
