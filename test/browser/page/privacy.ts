import { expect, it, vi } from "vitest";
import type { OpenedPage } from "../opened-page.ts";

/** Checks what the page has done before; to be called last in a group. */
export function describePrivacy(opened: OpenedPage): void {
  it("asks for nothing beyond its own host, and breaks no rule of a strict content security policy", async () => {
    const { server, watched } = opened;
    expect(watched.requests).toContain(`${server.url}pgt/pgt.wasm`);
    expect(watched.requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(watched.complaints).toEqual([]);
    // A rule that is broken on purpose: what was broken before it has been reported by then.
    const elsewhere = "http://127.0.0.2:9/";
    await watched.page.evaluate(
      (url) =>
        fetch(url)
          .catch(() => {})
          .then(() => {}),
      elsewhere,
    );
    await vi.waitFor(() => expect(server.refused).not.toEqual([]), 5000);
    expect(server.refused).toEqual([`connect-src ${elsewhere}`]);
  });
}
