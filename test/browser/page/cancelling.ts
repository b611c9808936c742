import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";

export function describeCancelling(opened: OpenedPage): void {
  it("ends at once when it is cancelled, with the signal's reason, and goes on with the next call", async () => {
    const found = await opened.watched.page.evaluate(async () => {
      const files = pgt.fileTree();
      const cancelling = new AbortController();
      let cancelledMs = 0;
      const cancel = () => {
        cancelledMs = performance.now();
        cancelling.abort(new Error("enough"));
      };
      const reason = await pgt
        .writeDemoStudy("study", {
          files,
          cases: 500,
          signal: cancelling.signal,
          onProgress: ({ done }) => done === 3 && cancel(),
        })
        .catch(({ message }) => message);
      const tookMs = performance.now() - cancelledMs;
      await pgt.writeDemoStudy("next", { files, cases: 1 });
      return { reason, tookMs, paths: files.paths().length };
    });
    expect(found.reason).toBe("enough");
    expect(found.tookMs).toBeLessThan(2000);
    expect(found.paths).toBe(1 + 1 + 9);
  });
}
