import { useApp, useAppState } from "../shell/app-context.ts";
import { EntityRow } from "./entity-row.tsx";
import { maskFiles } from "./mask-files.ts";
import { addLine, changeLine, type EntityLine } from "./study-table.ts";

/** Table of the sets of masks, to be corrected. */
export function EntityTable() {
  const { store } = useApp();
  const { table, tableFault, files } = useAppState();
  const paths = files.map(({ path }) => path);
  const cases = table.lines.map(({ masks }) => maskFiles(masks, table.folder, paths).size);
  const change = (key: number, one: Partial<EntityLine>) =>
    store.set({ table: changeLine(store.get().table, key, one) });
  return (
    <section aria-label="Sets of masks">
      {tableFault !== null && (
        <div class="notice">
          <p>{tableFault}</p>
          <p>
            Add the sets by hand: write where their files lie, with {"{case}"} in place of the name of the
            case.
          </p>
        </div>
      )}
      <label class="field">
        Name of the study
        <input
          type="text"
          value={table.name}
          onInput={({ currentTarget }) => store.set({ table: { ...table, name: currentTarget.value } })}
        />
      </label>
      {table.checks.length > 0 && (
        <ul class="small">
          {table.checks.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <table class="entities">
        <caption class="hidden-visually">
          Sets of masks: who made them, in which session, and where they lie
        </caption>
        <thead>
          <tr>
            <th scope="col">Use</th>
            <th scope="col">Id</th>
            <th scope="col">Role</th>
            <th scope="col">Session</th>
            <th scope="col">Files</th>
            <th scope="col" class="num">
              Cases
            </th>
          </tr>
        </thead>
        <tbody>
          {table.lines.map((line, at) => (
            <EntityRow
              key={line.key}
              line={line}
              cases={cases[at]}
              onChange={(one) => change(line.key, one)}
            />
          ))}
        </tbody>
      </table>
      <p class="buttons">
        <button type="button" onClick={() => store.set({ table: addLine(store.get().table) })}>
          Add a set
        </button>
      </p>
    </section>
  );
}
