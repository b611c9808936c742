import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";

export function describeSeveralWorkers(opened: OpenedPage): void {
  it("shares cases that are worth it among workers of its worker", async () => {
    const found = await opened.watched.page.evaluate(async () => {
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
      const { rows } = await pgt.comparePaths("a", "b", {
        files,
        metrics: ["dice"],
        jobs: 2,
        onPlan: (plan) => void (workers = plan.workers),
        onProgress: ({ done }) => void progress.push(done),
      });
      return { workers, progress, values: rows.map(({ value }) => value) };
    });
    expect(found).toEqual({ workers: 2, progress: [1, 2], values: [0.5, 1] });
  });
}
