import { describe, expect, it } from "vitest";
import { type Cell, quality, qualityFolder } from "./quality-folder.ts";
import { writeQualityMasks } from "./quality-masks.ts";

const { at, folders } = qualityFolder();

describe("pgt quality of a simulated study", () => {
  it("of 24 cases, 15 organs and 7 generators: ranks are those of the errors put in, whatever the workers", async () => {
    writeQualityMasks(at("simulated"), { cases: 24, organs: 15, generators: 7, shape: [48, 48, 32] });
    const ids = [1, 2, 3, 4, 5, 6, 7].map((k) => `g${k}`);
    const argv = folders("simulated/reference", Object.fromEntries(ids.map((id) => [id, `simulated/${id}`])));
    const { document } = await quality(
      ...argv,
      "--metrics",
      "dice,nsd@1",
      "--jobs",
      "2",
      "--contrast",
      ids.join(","),
    );
    for (const metric of ["dice", "nsd@1"]) {
      const cells = document.cells.filter((cell: Cell) => cell.metric === metric);
      expect(cells.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(
        cells.every(({ n, expected }: { n: number; expected: number }) => n === 360 && expected === 360),
      ).toBe(true);
    }
    expect(document.cells[0].interval.method).toBe("bca");
    expect(document.contrasts).toHaveLength(14);
    const one = await quality(...argv, "--metrics", "dice,nsd@1", "--jobs", "1", "--contrast", ids.join(","));
    expect(one.document).toEqual(document);
  });
});
