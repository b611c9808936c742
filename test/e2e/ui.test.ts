import { request } from "node:http";
import { expect, it } from "vitest";
import { pgt, startPgt } from "./run-pgt.ts";

/** Waits for the address that `pgt ui` prints. */
async function served(run: (url: string) => Promise<void>): Promise<{ code: number | null; stderr: string }> {
  const child = startPgt(["ui"]);
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    child.once("close", () => reject(new Error(stderr)));
  });
  try {
    await run(url);
  } finally {
    child.kill("SIGINT");
  }
  return { code: await ended, stderr };
}

it("serves the app on loopback until interrupted", async () => {
  const { code, stderr } = await served(async (url) => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await fetch(url);
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    const html = await page.text();
    expect(html).toContain("Content-Security-Policy");
    const scripts = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path);
    expect(scripts.length).toBeGreaterThan(1);
    for (const path of scripts) expect((await fetch(new URL(path, url))).status, path).toBe(200);
    expect((await fetch(new URL("../../package.json", url))).status).toBe(404);
  });
  expect(code).toBe(0);
  expect(stderr).toContain("nothing leaves it");
});

it("answers only to its own name, and only to reading", async () => {
  await served(async (url) => {
    const { port } = new URL(url);
    const status = (options: object) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ host: "127.0.0.1", port, path: "/", ...options }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on("error", reject).end();
      });
    expect(await status({})).toBe(200);
    expect(await status({ headers: { host: "somewhere.example" } })).toBe(421);
    expect(await status({ method: "POST" })).toBe(405);
    expect(await status({ path: "/..%2f..%2fpackage.json" })).toBe(404);
  });
});

it("refuses a port that is in use, and says so", async () => {
  await served(async (url) => {
    const { code, stderr } = await pgt(["ui", "--port", new URL(url).port]);
    expect(code).toBe(2);
    expect(stderr).toContain("it is in use");
  });
});
