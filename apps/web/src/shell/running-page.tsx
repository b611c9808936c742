import { useApp, useAppState } from "./app-context.ts";
import { PageTitle } from "./page-title.tsx";

export function RunningPage() {
  const { actions } = useApp();
  const { progress } = useAppState();
  const { done, total, text } = progress ?? { done: 0, total: 0, text: "" };
  return (
    <section class="running">
      <PageTitle>Running</PageTitle>
      <label>
        {text}
        {total > 1 && ` (${done} of ${total})`}
        <progress {...(total > 0 ? { value: done, max: total } : {})} />
      </label>
      <button type="button" onClick={actions.cancel}>
        Cancel
      </button>
    </section>
  );
}
