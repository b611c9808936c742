import { useApp, useAppState } from "../shell/app-context.ts";
import { labelsText } from "./typed-labels.ts";

/** Choice of the labels that are compared, and of their names. */
export function StructuresField() {
  const { store } = useApp();
  const { table } = useAppState();
  const text = labelsText(table.rest.labels);
  const change = (labels: string) => store.set({ table: { ...table, rest: { ...table.rest, labels } } });
  return (
    <div class="structures">
      <label class="field">
        Structures
        <textarea
          rows={Math.min(8, Math.max(2, text.split("\n").length))}
          spellcheck={false}
          placeholder="every label found"
          aria-describedby="structures-meaning"
          value={text}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      </label>
      <p class="small" id="structures-meaning">
        A line each, the number before the name, as in 1: liver. Or the name of a file among those dropped
        (dataset.json, a .tsv of labels) or of a preset, such as totalsegmentator-total. Empty: every label
        found, by its number.
      </p>
    </div>
  );
}
