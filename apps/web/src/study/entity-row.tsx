import { usualExtension } from "@pgt/metrics";
import { useState } from "preact/hooks";
import { madeFromText } from "./made-from.ts";
import { type EntityRole, roles } from "./roles.ts";
import type { EntityLine } from "./study-table.ts";

interface EntityRowProps {
  readonly line: EntityLine;
  /** Cases that its pattern finds. */
  readonly cases: number;
  readonly onChange: (change: Partial<EntityLine>) => void;
}

export function EntityRow({ line, cases, onChange }: EntityRowProps) {
  const { included, id, role, session, masks, check, rest } = line;
  // Only the first value counts, so that the field stays open while its text is deleted.
  const [isDerived] = useState(madeFromText(rest.derivedFrom) !== "");
  const whose = `of ${id || masks}`;
  return (
    <tr class={included ? "" : "out"}>
      <td>
        <input
          type="checkbox"
          aria-label={`Use ${id || masks}`}
          checked={included}
          onChange={({ currentTarget }) => onChange({ included: currentTarget.checked })}
        />
      </td>
      <td>
        <input
          type="text"
          aria-label={`Id ${whose}`}
          value={id}
          onInput={({ currentTarget }) => onChange({ id: currentTarget.value })}
        />
      </td>
      <td>
        <select
          aria-label={`Role ${whose}`}
          value={role}
          onChange={({ currentTarget }) => onChange({ role: currentTarget.value as EntityRole })}
        >
          {roles.map((one) => (
            <option key={one.id} value={one.id}>
              {one.id}
            </option>
          ))}
        </select>
        <span class="small hint">{roles.find((one) => one.id === role)?.meaning}</span>
      </td>
      <td>
        <input
          type="number"
          min="1"
          step="1"
          aria-label={`Session ${whose}`}
          value={session}
          onInput={({ currentTarget }) =>
            onChange({ session: Math.max(1, Math.round(currentTarget.valueAsNumber) || 1) })
          }
        />
      </td>
      <td class="files">
        <input
          type="text"
          aria-label={`Files ${whose}`}
          value={masks}
          spellcheck={false}
          placeholder={`folder/{case}${usualExtension}`}
          onInput={({ currentTarget }) => onChange({ masks: currentTarget.value })}
        />
        {check !== "" && <span class="small hint">{check}</span>}
        <details open={isDerived}>
          <summary class="small">made from another set</summary>
          <input
            type="text"
            aria-label={`Ids of the sets that ${id || masks} is made from`}
            value={madeFromText(rest.derivedFrom)}
            placeholder="ids, as in anna, ben"
            onInput={({ currentTarget }) => onChange({ rest: { ...rest, derivedFrom: currentTarget.value } })}
          />
        </details>
      </td>
      <td class="num" data-title="cases">
        {cases}
      </td>
    </tr>
  );
}
