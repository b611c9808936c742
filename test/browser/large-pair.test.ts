import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Comparison, comparePaths } from "@pgt/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inEachEngine, type TestBrowser } from "./engines.ts";
import { plainPage } from "./package-in-page.ts";
import { serve } from "./static-server.ts";

const folder = fileURLToPath(new URL("../../../shared/data/big/", import.meta.url));
const isMissing = !existsSync(folder);
const options = { metrics: ["dice", "hd95", "nsd@1"], jobs: 2 };

describe.skipIf(isMissing)(`a large pair${isMissing ? " (skipped: ../shared/data is missing)" : ""}`, () => {
  let inNode: Comparison;
  beforeAll(async () => {
    const [reference, prediction] = ["reference", "prediction"].map((name) => join(folder, `${name}.nii.gz`));
    inNode = await comparePaths(reference, prediction, options);
  });

  inEachEngine("@pgt/browser, built", (engine) => {
    let browser: TestBrowser;
    beforeAll(async () => void (browser = await engine.launch()));
    afterAll(() => browser?.close());

    it.each([false, true])(
      "shared memory %s: Node's digits, and the page is never blocked",
      async (isolated) => {
        const server = await serve({ ...plainPage, "/big/": { folder } }, { isolated });
        try {
          const { page } = await browser.open(server.url);
          const found = await page.evaluate(async (options) => {
            let longestMs = 0;
            const note = (entries: readonly PerformanceEntry[]) => {
              for (const { duration } of entries) longestMs = Math.max(longestMs, duration);
            };
            const watch = new PerformanceObserver((list) => note(list.getEntries()));
            watch.observe({ type: "longtask" });
            const url = (name: string) => new URL(`/big/${name}.nii.gz`, location.href);
            const files = pgt.fileTree({
              "reference.nii.gz": url("reference"),
              "prediction.nii.gz": url("prediction"),
            });
            let threads = 0;
            const { rows } = await pgt.comparePaths("reference.nii.gz", "prediction.nii.gz", {
              ...options,
              files,
              onPlan: ({ workers }) => void (threads = workers),
            });
            // The task that ends here counts once it is over.
            await new Promise((resolve) => setTimeout(resolve));
            note(watch.takeRecords());
            watch.disconnect();
            return { rows, longestMs, threads, isolated: crossOriginIsolated };
          }, options);
          expect(found.isolated).toBe(isolated);
          expect(found.threads).toBe(2);
          expect(found.rows).toEqual(JSON.parse(JSON.stringify(inNode.rows)));
          // Firefox reports no long tasks.
          if (engine.name === "Chromium") expect(found.longestMs).toBeLessThan(100);
        } finally {
          await server.close();
        }
      },
    );
  });
});
