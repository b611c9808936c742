import { useState } from "preact/hooks";
import { useApp, useAppState } from "../../shell/app-context.ts";
import { saveFile } from "../../shell/save-file.ts";
import { type ExportKind, offeredFiles } from "./export-kinds.ts";

/** Files to take away. */
export function ExportBar() {
  const { store } = useApp();
  const { result } = useAppState();
  const [making, setMaking] = useState<ExportKind | null>(null);
  if (!result) return null;
  const save = async (kind: ExportKind) => {
    setMaking(kind);
    try {
      const { name, content } = await result.run.exportFile(kind);
      saveFile(name, content);
    } catch (error) {
      store.set({ fault: error instanceof Error ? error.message : String(error) });
    }
    setMaking(null);
  };
  return (
    <section class="exports" aria-label="Save the result">
      <ul>
        {offeredFiles.map(({ id, title, meaning }) => (
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
