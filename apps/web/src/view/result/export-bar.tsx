import { useState } from "preact/hooks";
import { type ExportKind, exportFile, exportKinds } from "../../state/exports.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { saveFile } from "../save-file.ts";

/** Files to take away. */
export function ExportBar() {
  const { store, door } = useLab();
  const { result } = useLabState();
  const [making, setMaking] = useState<ExportKind["id"] | null>(null);
  if (!result) return null;
  const save = async (kind: ExportKind["id"]) => {
    setMaking(kind);
    try {
      const { name, content } = await exportFile(door, store.get(), result, kind);
      saveFile(name, content);
    } catch (error) {
      store.set({ fault: error instanceof Error ? error.message : String(error) });
    }
    setMaking(null);
  };
  return (
    <section class="exports" aria-label="Save the result">
      <ul>
        {exportKinds.map(({ id, title, meaning }) => (
          <li key={id}>
            <button
              type="button"
              disabled={making !== null}
              aria-describedby={`export-${id}`}
              onClick={() => void save(id)}
            >
              {making === id ? "Making the file" : title}
            </button>
            <span class="small" id={`export-${id}`}>
              {meaning}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
