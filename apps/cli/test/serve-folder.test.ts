import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FolderServer, serveFolder } from "../src/commands/ui/serve-folder.ts";

let folder: string;
let server: FolderServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pgt-served-"));
  writeFileSync(join(folder, "a.txt"), "0123456789".repeat(100));
  server = await serveFolder(folder, 0);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(["bytes=900-100", "bytes=0-5", "bytes=-1", "bytes=5000-", "bytes=a-b"])(
  "answers with the whole file when a part is asked for: %s",
  async (range) => {
    const answer = await fetch(new URL("a.txt", server.url), { headers: { range } });
    expect([answer.status, (await answer.text()).length]).toEqual([200, 1000]);
  },
);

it("lets no other page frame it", async () => {
  const answer = await fetch(new URL("a.txt", server.url));
  expect(answer.headers.get("content-security-policy")).toBe("frame-ancestors 'none'");
});
