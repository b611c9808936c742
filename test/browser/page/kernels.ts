import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { launch as launchChromium, openPage as openInChromium } from "../chromium.ts";
import type { OpenedPage } from "../opened-page.ts";
import { dist, plainPage } from "../package-in-page.ts";
import { type ServedContent, type ServerOptions, serve } from "../static-server.ts";
import type { TestPage } from "../test-page.ts";

export function describeKernels(opened: OpenedPage, study: ServedContent): void {
  it("from a server that does not know the type of .wasm files", async () => {
    const { value } = await diceWith({}, { wasmType: "text/plain" });
    expect(value).toBeGreaterThan(0.9);
  });

  it("the scalar kernels where the worker finds no SIMD: the same digits", async () => {
    const worker = readFileSync(join(dist, "worker.js"), "utf8");
    const without = { "/pgt/worker.js": { text: `WebAssembly.validate = () => false;\n${worker}` } };
    const { value, kernels } = await diceWith(without);
    expect(kernels).toEqual(["pgt.scalar.wasm"]);
    expect(value).toBe(await dice(opened.watched.page));
  });

  // Firefox has no switch for it.
  it.runIf(opened.engine.name === "Chromium")("finds that a processor lacks SIMD", async () => {
    const flags = "--js-flags=--no-enable-sse4-1 --no-enable-ssse3 --no-enable-avx";
    const old = await launchChromium(opened.engine.executable!, [flags]);
    try {
      const { page, requests } = await openInChromium(old, opened.server.url);
      expect(await dice(page)).toBe(await dice(opened.watched.page));
      expect(kernelsAmong(requests)).toEqual(["pgt.scalar.wasm"]);
    } finally {
      await old.close();
    }
  });

  async function diceWith(content: ServedContent, options: ServerOptions = {}) {
    const server = await serve({ ...plainPage, ...study, ...content }, options);
    try {
      const { page, requests } = await opened.browser.open(server.url);
      return { value: await dice(page), kernels: kernelsAmong(requests) };
    } finally {
      await server.close();
    }
  }
}

const kernelsAmong = (requests: readonly string[]) =>
  requests.filter((url) => url.endsWith(".wasm")).map((url) => url.split("/").at(-1));

function dice(page: TestPage): Promise<number | null> {
  return page.evaluate(async () => {
    const [reference, prediction] = ["/study/truth/case01.nii.gz", "/study/models/accurate/case01.nii.gz"];
    const { rows } = await pgt.compare({ reference, prediction }, { metrics: ["dice", "hd"], labels: [1] });
    return rows[0].value;
  });
}
