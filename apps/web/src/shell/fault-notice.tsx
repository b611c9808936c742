import { useApp, useAppState } from "./app-context.ts";

/** Notice of the last error. */
export function FaultNotice() {
  const { actions } = useApp();
  const { fault } = useAppState();
  return (
    <div role="alert">
      {fault !== null && (
        <div class="notice fault">
          <p>{fault}</p>
          <button type="button" class="quiet" onClick={actions.dismissFault}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  );
}
