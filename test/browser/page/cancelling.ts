import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";

export function describeCancelling(opened: OpenedPage): void {
  it("ends at once when it is cancelled, with the signal's reason, and goes on with the next call", async () => {
    const found = await opened.watched.page.evaluate(async () => {
      const files = pgt.fileTree();
      const cancelling = new AbortController();
      const running = pgt.writeDemoStudy("study", { files, cases: 500, signal: cancelling.signal });
      setTimeout(() => cancelling.abort(new Error("enough")), 300);
      const started = performance.now();
      const reason = await running.catch(({ message }) => message);
      const tookMs = performance.now() - started;
      await pgt.writeDemoStudy("next", { files, cases: 1 });
      return { reason, tookMs, paths: files.paths().length };
    });
    expect(found.reason).toBe("enough");
    expect(found.tookMs).toBeLessThan(2000);
    expect(found.paths).toBe(1 + 1 + 9);
  });
}
