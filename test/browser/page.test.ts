import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type * as BrowserDoor from "@pgt/browser";
import { comparePaths, interval, writeDemoStudy } from "@pgt/core";
import { writeNifti } from "@pgt/io";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launch, openPage, type WatchedPage } from "./chromium.ts";
import { plainPage } from "./door-in-page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const chromium = findChromium();
declare const pgt: typeof BrowserDoor;

describe.skipIf(chromium === null)("@pgt/browser in Chromium, built", () => {
  let browser: Browser;
  let server: StaticServer;
  let watched: WatchedPage;
  const folder = mkdtempSync(join(tmpdir(), "pgt-page-"));
  beforeAll(async () => {
    browser = await launch(chromium!);
    server = await serve({ ...plainPage, "/study/": { folder } });
    watched = await openPage(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("the demo study in memory and its interval: the tables that Node writes, byte for byte", async () => {
    const demo = await writeDemoStudy(folder, { cases: 3 });
    const out = join(folder, "run");
    const { raters, repeats, models } = demo;
    await interval({ raters, repeats, models }, { metrics: ["dice", "hd95", "nsd@1"], out });
    const texts = await watched.page.evaluate(async () => {
      const files = pgt.fileTree();
      const { raters, repeats, models } = await pgt.writeDemoStudy("study", { files, cases: 3 });
      const report = await pgt.interval(
        { raters, repeats, models },
        { files, metrics: ["dice", "hd95", "nsd@1"], out: "run" },
      );
      const text = async (name: string) => [name, await (files.get(`run/${name}`) as Blob).text()] as const;
      return Promise.all(report.files!.filter((name) => name.endsWith(".csv")).map(text));
    });
    expect(texts.map(([name]) => name)).toEqual(["rows.csv", "masks.csv", "bounds.csv", "models.csv"]);
    for (const [name, text] of texts) expect(text, name).toBe(readFileSync(join(out, name), "utf8"));
  });

  it("two folders by a manifest's paths, over several workers, tell their progress", async () => {
    const reference = join(folder, "truth");
    const prediction = join(folder, "models/accurate");
    const { rows } = await comparePaths(reference, prediction, { metrics: ["dice"] });
    const found = await watched.page.evaluate(async () => {
      const names = ["case01", "case02", "case03"];
      const entries = names.flatMap((name) =>
        ["truth", "models/accurate"].map(
          (set) => [`${set}/${name}.nii.gz`, new URL(`/study/${set}/${name}.nii.gz`, location.href)] as const,
        ),
      );
      const progress: number[] = [];
      const { rows } = await pgt.comparePaths("truth", "models/accurate", {
        files: pgt.fileTree(entries),
        metrics: ["dice"],
        onProgress: ({ done }) => void progress.push(done),
      });
      return { rows, progress };
    });
    expect(found.rows).toEqual(JSON.parse(JSON.stringify(rows)));
    expect(found.progress).toEqual([1, 2, 3]);
  });

  it("files, bytes and addresses", async () => {
    const values = await watched.page.evaluate(async () => {
      const reference = "/study/truth/case01.nii.gz";
      const blob = await (await fetch("/study/models/accurate/case01.nii.gz")).blob();
      const inputs = [
        new File([blob], "case01.nii.gz"),
        blob,
        new Uint8Array(await blob.arrayBuffer()),
        new URL("/study/models/accurate/case01.nii.gz", location.href),
        await pgt.readLabelMap(blob),
      ];
      const compared = await Promise.all(
        inputs.map((prediction) =>
          pgt.compare({ reference, prediction }, { metrics: ["dice"], labels: [1] }),
        ),
      );
      return compared.map(({ rows }) => rows[0].value);
    });
    expect(values[0]).toBeGreaterThan(0.9);
    expect(new Set(values).size).toBe(1);
  });

  const damaged: Readonly<Record<string, [Buffer, RegExp]>> = (() => {
    const whole = gzipSync(niftiOf(40, (at) => (Math.imul(at, 2654435761) >>> 13) % 250));
    return {
      "a text file": [Buffer.from("no image"), /^E_\w+: prediction\/mask\.nii\.gz: /],
      "a truncated file": [whole.subarray(0, whole.length / 2), /^E_TRUNCATED: prediction\/mask\.nii\.gz: /],
      "a damaged file": [
        Buffer.concat([whole.subarray(0, 2000), Buffer.alloc(500, 7), whole.subarray(2500)]),
        /^E_GZIP: prediction\/mask\.nii\.gz: the gzip data is corrupt/,
      ],
      "another grid": [whole, /^E_\w+: prediction\/mask\.nii\.gz: .*40/],
    };
  })();
  it.each(Object.keys(damaged))("says which file and why: %s", async (name) => {
    const [bytes, expected] = damaged[name];
    const said = await watched.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const prediction = new File([bytes], "mask.nii.gz");
      return pgt.compare({ reference: "/study/truth/case01.nii.gz", prediction }).then(
        () => "nothing",
        (error) =>
          error instanceof pgt.InputError ? `${error.code}: ${error.message}` : `not an InputError: ${error}`,
      );
    }, bytes.toString("base64"));
    expect(said).toMatch(expected);
  });

  it("a file of several gzip members", async () => {
    const image = niftiOf(8, (at) => at % 3);
    const members = Buffer.concat([
      gzipSync(image.subarray(0, 400)),
      gzipSync(image.subarray(400)),
      Buffer.alloc(8),
    ]);
    const found = await watched.page.evaluate(async (base64) => {
      const { data, warnings } = await pgt.readLabelMap(
        Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
      );
      return { data: [...data], warnings };
    }, members.toString("base64"));
    expect(found.data).toEqual(Array.from({ length: 512 }, (_, at) => at % 3));
    expect(found.warnings?.join()).toContain("8 zero bytes follow");
  });

  it("ends at once when it is cancelled, with the signal's reason, and goes on with the next call", async () => {
    const found = await watched.page.evaluate(async () => {
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

  it("asks for nothing beyond its own host, and breaks no rule of a strict content security policy", () => {
    expect(watched.requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  it("from a server that does not know the type of .wasm files", async () => {
    const plain = await serve({ ...plainPage, "/study/": { folder } }, { wasmType: "text/plain" });
    try {
      const { page } = await openPage(browser, plain.url);
      expect(await dice(page)).toBeGreaterThan(0.9);
    } finally {
      await plain.close();
    }
  });

  it("without SIMD, by the scalar kernels: the same digits", async () => {
    const flags = "--js-flags=--no-enable-sse4-1 --no-enable-ssse3 --no-enable-avx";
    const old = await playwright.launch({ executablePath: chromium!, args: ["--no-sandbox", flags] });
    try {
      const { page, requests } = await openPage(old, server.url);
      expect(await dice(page)).toBe(await dice(watched.page));
      expect(requests.filter((url) => url.endsWith(".wasm"))).toEqual([`${server.url}pgt/pgt.scalar.wasm`]);
    } finally {
      await old.close();
    }
  });

  const big = new URL("../../../shared/data/big/", import.meta.url).pathname;
  it.skipIf(!existsSync(big)).each([false, true])(
    "a large pair, shared memory %s: Node's digits, and the page is never blocked for 100 ms",
    async (isolated) => {
      const options = { metrics: ["dice", "hd95", "nsd@1"], jobs: 2 };
      const paths = ["reference", "prediction"].map((name) => join(big, `${name}.nii.gz`));
      const { rows } = await comparePaths(paths[0], paths[1], options);
      const large = await serve({ ...plainPage, "/big/": { folder: big } }, { isolated });
      try {
        const { page } = await openPage(browser, large.url);
        const found = await page.evaluate(async (options) => {
          let longestMs = 0;
          const watch = new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
          });
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
          await new Promise((resolve) => setTimeout(resolve, 100));
          watch.disconnect();
          return { rows, longestMs, threads, isolated: crossOriginIsolated };
        }, options);
        expect(found.isolated).toBe(isolated);
        expect(found.threads).toBe(2);
        expect(found.rows).toEqual(JSON.parse(JSON.stringify(rows)));
        expect(found.longestMs).toBeLessThan(100);
      } finally {
        await large.close();
      }
    },
  );
});

/** A cube of so many voxels a side. */
function niftiOf(side: number, label: (at: number) => number): Uint8Array {
  const data = Uint8Array.from({ length: side ** 3 }, (_, at) => label(at));
  return writeNifti({ data, shape: [side, side, side], spacingMm: [1, 1, 1] });
}

function dice(page: WatchedPage["page"]): Promise<number | null> {
  return page.evaluate(async () => {
    const [reference, prediction] = ["/study/truth/case01.nii.gz", "/study/models/accurate/case01.nii.gz"];
    const { rows } = await pgt.compare({ reference, prediction }, { metrics: ["dice", "hd"], labels: [1] });
    return rows[0].value;
  });
}
