import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";

/** Worker of a page that simulates a study and computes its interval, and could start no worker itself. */
export const ownWorker = {
  "/own-worker.mjs": {
    text: `
      import { fileTree, interval, useWorkersOfPage, writeDemoStudy } from "/pgt/index.js";
      delete globalThis.Worker;
      useWorkersOfPage();
      addEventListener("message", async ({ data }) => {
        if (data !== "begin") return;
        try {
          const files = fileTree();
          const { raters, repeats } = await writeDemoStudy("study", { files, cases: 1 });
          let progress = 0;
          const { rows } = await interval({ raters, repeats }, { files, onProgress: () => progress++ });
          postMessage({ outcome: { rows: rows.length, hasProgress: progress > 0 } });
        } catch (error) {
          postMessage({ outcome: String(error) });
        }
      });`,
  },
};

export function describeOwnWorker(opened: OpenedPage): void {
  it("serves a worker of the page's own: the page starts its workers, and ends them", async () => {
    const { page } = await opened.browser.open(opened.server.url);
    const found = await page.evaluate(async () => {
      const alive: string[] = [];
      const PlainWorker = Worker;
      globalThis.Worker = class extends PlainWorker {
        readonly #name: string;
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          this.#name = String(url).split("/").at(-1)!;
          alive.push(this.#name);
        }
        override terminate() {
          alive.splice(alive.indexOf(this.#name), 1);
          super.terminate();
        }
      };
      const worker = new Worker("/own-worker.mjs", { type: "module" });
      const end = pgt.startWorkersFor(worker);
      const outcome = await new Promise((resolve) => {
        worker.addEventListener("message", ({ data }) => "outcome" in data && resolve(data.outcome));
        worker.addEventListener("error", ({ message }) => resolve(message));
        worker.postMessage("begin");
      });
      const before = [...alive];
      end();
      const after = [...alive];
      worker.terminate();
      globalThis.Worker = PlainWorker;
      return { outcome, before, after };
    });
    expect(found.outcome).toEqual({ rows: expect.any(Number), hasProgress: true });
    expect(found.before).toEqual(["own-worker.mjs", "worker.js"]);
    expect(found.after).toEqual(["own-worker.mjs"]);
  });
}
