import { useLab, useLabState } from "../shell/app-context.ts";
import { vocabulary } from "./metric-catalogue.ts";

/** Whose numbers to reproduce. */
export function ConventionChoice() {
  const { store } = useLab();
  const { choice, conventionSettings } = useLabState();
  const chosen = vocabulary.conventions.find(({ id }) => id === choice.convention);
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
          {vocabulary.conventions.map(({ id, tool }) => (
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
