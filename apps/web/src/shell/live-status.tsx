import { useAppState } from "./app-context.ts";

/** Tells a screen reader what the page is doing; said at every tenth of a run, not at every case. */
export function LiveStatus() {
  const { page, busy, progress, result } = useAppState();
  return (
    <div class="hidden-visually" role="status" aria-live="polite">
      {textOf()}
    </div>
  );

  function textOf(): string {
    if (busy !== null) return busy.replace(/ \d+ of \d+/, "");
    if (page === "running" && progress) {
      const tenths = progress.total > 0 ? Math.floor((10 * progress.done) / progress.total) : 0;
      return `Running, ${tenths * 10} %`;
    }
    return page === "result" && result ? "The result is ready." : "";
  }
}
