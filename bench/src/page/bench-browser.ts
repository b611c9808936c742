import { copyFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import sirv from "sirv";
import { peakPageMiB } from "../../../test/browser/peak-memory.ts";
import type { PairFiles } from "../pair-files.ts";
import type { BenchPage } from "./bench-page.ts";

/** Threads of a page share memory only so. */
const isolated = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Chromium with the bench's page, served from a folder on this machine. */
export class BenchBrowser {
  private constructor(
    private readonly folder: string,
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  /** @param folder to be filled with what the page needs. */
  static async start(executablePath: string, folder: string): Promise<BenchBrowser> {
    writePage(folder);
    const serve = sirv(folder, {
      dev: true,
      setHeaders: (response) => {
        for (const [name, value] of Object.entries(isolated)) response.setHeader(name, value);
      },
    });
    const server = createServer((request, response) => serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--js-flags=--expose-gc"],
    });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("globalThis.benchPage !== undefined");
    return new BenchBrowser(folder, server, browser, page);
  }

  get version(): string {
    return this.browser.version();
  }

  async openFiles({ reference, prediction }: PairFiles): Promise<void> {
    copyFileSync(reference, join(this.folder, "pair-reference.nii.gz"));
    copyFileSync(prediction, join(this.folder, "pair-prediction.nii.gz"));
    await this.call("openFiles", "pair");
  }

  call<Name extends keyof BenchPage>(
    name: Name,
    ...args: Parameters<BenchPage[Name]>
  ): Promise<Awaited<ReturnType<BenchPage[Name]>>> {
    return this.page.evaluate(
      ([name, args]) => {
        const { benchPage } = globalThis as unknown as {
          benchPage: Record<string, (...all: readonly unknown[]) => unknown>;
        };
        return benchPage[name](...args);
      },
      [name, args] as [string, unknown[]],
    ) as Promise<Awaited<ReturnType<BenchPage[Name]>>>;
  }

  /** Peak memory of the process of the page and its workers. */
  peakMiB(): Promise<number | null> {
    return peakPageMiB(this.browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function writePage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(dirname(fileURLToPath(import.meta.resolve("@pgt/browser/pgt.wasm"))), join(folder, "pgt"), {
    recursive: true,
  });
  for (const name of ["bench-page.js", "kernel-worker.js"]) {
    copyFileSync(new URL(`./${name}`, import.meta.url), join(folder, name));
  }
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="bench-page.js"></script>`,
  );
}
