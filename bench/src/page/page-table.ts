import { join } from "node:path";
import { findChromium } from "../../../test/browser/chromium.ts";
import { alternate, type Timed } from "../alternate.ts";
import { pageCase, usualCases } from "../cases.ts";
import { bigPair } from "../files-to-values.ts";
import { allMetrics } from "../library.ts";
import { type PairFiles, removePair, writePair } from "../pair-files.ts";
import { withRunner } from "../runner-process.ts";
import { type BenchSettings, effortOf, say } from "../settings.ts";
import { ratioOf, spreadOf } from "../spread.ts";
import { shown, sizeText, table } from "../table.ts";
import type { Answer, Task } from "../tasks.ts";
import { BenchBrowser } from "./bench-browser.ts";

const heads = [
  "size",
  "case",
  "kernels, Node ms",
  "kernels, page ms",
  "page / Node",
  "files, Node ms",
  "files, page ms",
  "page / Node",
];

/**
 * The same work in Node and in a page of Chromium, alternately; then one large pair in a page that has done nothing
 * yet.
 */
export async function pageTable(settings: BenchSettings): Promise<string> {
  const title = "## In a page";
  const chromium = findChromium();
  if (chromium === null) return `${title}\n\nLeft out: Chromium was not found.`;
  const folder = join(settings.folder, "page");
  const browser = await BenchBrowser.start(chromium, folder);
  const rows: string[][] = [];
  try {
    for (const one of usualCases.filter(({ quick, labels }) => quick && labels > 1)) {
      const files = writePair(settings.folder, one);
      rows.push([sizeText(one.shape), one.name, ...(await measure(settings, browser, files))]);
      removePair(files);
    }
    const big = bigPair(settings.data);
    if (big) rows.push([big.size, big.name, ...(await measure(settings, browser, big.files))]);
  } finally {
    await browser.close();
  }
  const { version } = browser;
  const text = `Chromium ${version}; ${allMetrics.join(",")}; one job; median (quartiles); values of both are the same`;
  return `${title}\n\n${text}\n\n${table(heads, rows, 2)}\n\n${await largePair(settings, chromium, folder)}`;
}

async function measure(settings: BenchSettings, browser: BenchBrowser, files: PairFiles): Promise<string[]> {
  say(`page: ${files.reference}`);
  await browser.openFiles(files);
  await browser.call("openVolumes");
  const options = { metrics: allMetrics, jobs: 1 };
  const times = await withRunner(async (runner) => {
    const kernels: Task = { kind: "kernels", files, options };
    const values: Task = { kind: "files", files, options };
    checkSame(await runner.run(kernels), await browser.call("kernels", allMetrics));
    checkSame(await runner.run(values), await browser.call("filesToValues", options));
    const inPage =
      (call: () => Promise<{ readonly ms: number }>): Timed =>
      async () =>
        (await call()).ms;
    return alternate(
      {
        nodeKernels: runner.timed(kernels),
        pageKernels: inPage(() => browser.call("kernels", allMetrics)),
        nodeFiles: runner.timed(values),
        pageFiles: inPage(() => browser.call("filesToValues", options)),
      },
      effortOf(settings),
    );
  });
  return [
    shown(spreadOf(times.nodeKernels)),
    shown(spreadOf(times.pageKernels)),
    shown(ratioOf(times.pageKernels, times.nodeKernels)),
    shown(spreadOf(times.nodeFiles)),
    shown(spreadOf(times.pageFiles)),
    shown(ratioOf(times.pageFiles, times.nodeFiles)),
  ];
}

/** @throws Error unless a page's values are those of Node, digit for digit. */
function checkSame(node: Pick<Answer, "values">, page: Pick<Answer, "values">): void {
  const [expected, found] = [node, page].map(({ values }) => JSON.stringify(Object.entries(values).sort()));
  if (expected !== found) throw new Error("a page gives other values than Node");
}

/** Load of one large pair on a page: how long it cannot answer, and memory. */
async function largePair(settings: BenchSettings, chromium: string, folder: string): Promise<string> {
  say("page: one large pair");
  const files = writePair(settings.folder, pageCase);
  const browser = await BenchBrowser.start(chromium, folder);
  try {
    const before = await browser.peakMiB();
    await browser.openFiles(files);
    const { longestTaskMs } = await browser.call("watched", { metrics: allMetrics, jobs: 2 });
    const after = await browser.peakMiB();
    const row = [
      sizeText(pageCase.shape),
      pageCase.name,
      longestTaskMs === 0 ? "below 50" : longestTaskMs.toFixed(0),
      before?.toFixed(0) ?? "-",
      after?.toFixed(0) ?? "-",
    ];
    const large = ["size", "case", "longest task of the page ms", "MiB before", "peak MiB"];
    return `Files to values in a page that has done nothing before, two jobs; memory is that of its process, workers included\n\n${table(large, [row], 2)}`;
  } finally {
    await browser.close();
    removePair(files);
  }
}
