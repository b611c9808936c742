import { useEffect, useRef } from "preact/hooks";
import { useApp, useAppState } from "../shell/app-context.ts";
import type { OpenCase } from "../shell/app-state.ts";
import { CaseViewer } from "./case-viewer.tsx";

/** A case over the result. */
export function CaseDialog({ wanted }: { readonly wanted: OpenCase }) {
  const { actions } = useApp();
  const { result } = useAppState();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  const labels = result?.view.cases.labels ?? [];
  const title = labels.find(({ label }) => label === wanted.label)?.title ?? String(wanted.label);
  return (
    <dialog ref={dialog} aria-labelledby="case-title" onClose={() => actions.openCase(null)}>
      <header class="case-head">
        <h2 class="first" id="case-title">
          {wanted.case}, {title}
        </h2>
        {labels.length > 1 && (
          <label class="field">
            Structure
            <select
              value={String(wanted.label)}
              onChange={({ currentTarget }) =>
                actions.openCase({ case: wanted.case, label: Number(currentTarget.value) })
              }
            >
              {labels.map((one) => (
                <option key={one.label} value={String(one.label)}>
                  {one.title}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      <CaseViewer key={wanted.label} wanted={wanted} />
    </dialog>
  );
}
