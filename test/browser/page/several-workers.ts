import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";
import type { TestPage } from "../test-page.ts";

/** Disturbance of the workers that a page starts while it compares two cases that are worth a thread each. */
interface Interference {
  /** The worker, by its number, whose script is missing. */
  readonly lost?: number;
  /** The call is cancelled when so many have been started. */
  readonly cancelAt?: number;
}

export function describeSeveralWorkers(opened: OpenedPage): void {
  it("shares cases that are worth it among several workers", async () => {
    expect(await compareSlabs(opened.watched.page)).toMatchObject({
      workers: 2,
      progress: [1, 2],
      outcome: [0.5, 1],
    });
  });

  it("leaves no worker behind when it is cancelled while they are started", async () => {
    const { page } = await opened.browser.open(opened.server.url);
    expect(await compareSlabs(page, { cancelAt: 2 })).toMatchObject({ outcome: "Error: enough", alive: 0 });
  });

  it("loses nothing where a worker is lost: its case is compared in the calling thread", async () => {
    const { page } = await opened.browser.open(opened.server.url);
    expect(await compareSlabs(page, { lost: 3 })).toMatchObject({ outcome: [0.5, 1] });
  });
}

function compareSlabs(page: TestPage, interference: Interference = {}) {
  return page.evaluate(async ({ lost, cancelAt }) => {
    const alive = new Set<Worker>();
    const cancelling = new AbortController();
    const PlainWorker = Worker;
    let started = 0;
    globalThis.Worker = class extends PlainWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(++started === lost ? "/missing.js" : url, options);
        alive.add(this);
        if (started === cancelAt) queueMicrotask(() => cancelling.abort(new Error("enough")));
      }
      override terminate() {
        alive.delete(this);
        super.terminate();
      }
    };
    const side = 210;
    const slabs = (thick: number) => {
      const data = new Uint8Array(side ** 3).fill(1, 0, thick * side * side);
      return pgt.writeNifti({ data, shape: [side, side, side], spacingMm: [1, 1, 1] });
    };
    const files = pgt.fileTree({
      "a/case1.nii": slabs(1),
      "b/case1.nii": slabs(3),
      "a/case2.nii": slabs(2),
      "b/case2.nii": slabs(2),
    });
    let workers = 0;
    const progress: number[] = [];
    const comparing = pgt.comparePaths("a", "b", {
      files,
      metrics: ["dice"],
      jobs: 2,
      signal: cancelling.signal,
      onPlan: (plan) => void (workers = plan.workers),
      onProgress: ({ done }) => void progress.push(done),
    });
    const outcome = await comparing.then(({ rows }) => rows.map(({ value }) => value), String);
    // An answer of the host comes after the messages that ended workers had sent before.
    await fetch(location.href, { cache: "no-store" });
    globalThis.Worker = PlainWorker;
    return { workers, progress, outcome, alive: alive.size };
  }, interference);
}
