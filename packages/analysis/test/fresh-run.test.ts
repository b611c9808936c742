import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNifti } from "@pgt/io";
import { usePlatform } from "@pgt/runner";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodePlatform } from "../../core/src/node-platform.ts";
import { consensus } from "../src/consensus/consensus.ts";
import { noise } from "../src/noise/noise.ts";
import { runTableNames } from "../src/open-run.ts";
import { rank } from "../src/rank/rank.ts";
import { worth } from "../src/worth/worth.ts";

const kernels = readFileSync(new URL("../../../assembly/build/pgt.wasm", import.meta.url));
usePlatform({ ...nodePlatform, kernels: async () => kernels });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-fresh-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, lines: readonly string[]): Promise<string> {
  await writeFile(join(folder, name), lines.join("\n"));
  return join(folder, name);
}

const algorithms = ["x", "y", "z"];
const scores = ["c1", "c2", "c3", "c4", "c5"].flatMap((id, at) =>
  algorithms.map((name, rank) => `${id},1,liver,dice,gt,1,${name},1,${(80 + at + 3 * rank) / 100},,`),
);
const means = [1, 2, 3, 4].flatMap((version) => [
  `label quality,set,v${version},dice,0.8${version},,`,
  `organs,set,v${version},dice,0.6${version},,`,
]);

describe("a fresh run in the folder of another command's run", () => {
  it("leaves nothing of it: rank, then worth", async () => {
    const out = join(folder, "run");
    const table = await write("table.csv", [
      "case,label,name,metric,a,aSession,b,bSession,value,unit,reason",
      ...scores,
    ]);
    const ranked = await rank(table, { out, replicates: 20 });
    expect(await readdir(out)).toEqual([...ranked.files!].sort());
    expect(ranked.files).toContain("ranking.csv");
    await writeFile(join(out, "my-notes.txt"), "");
    const means4 = await write("means.csv", ["task,dataset,version,metric,mean,sd,status", ...means]);
    await expect(worth(means4, { out })).rejects.toThrow("holds a run of pgt rank");
    const answered = await worth(means4, { out, fresh: true });
    expect(await readdir(out)).toEqual([...answered.files!, "my-notes.txt"].sort());
    for (const file of [...ranked.files!, ...answered.files!].filter((name) => name !== "run.json")) {
      expect(runTableNames).toContain(file);
    }
  });

  it("leaves no file of a case that the other wrote, and nothing outside is touched: consensus, then noise", async () => {
    const out = join(folder, "votes");
    for (const [rater, marked] of [
      ["anna", 30],
      ["ben", 28],
    ] as const) {
      await mkdir(join(folder, rater));
      const data = Uint8Array.from({ length: 64 }, (_, voxel) => Number(voxel < marked));
      await writeFile(
        join(folder, rater, "c.nii"),
        writeNifti({ data, shape: [4, 4, 4], spacingMm: [1, 1, 1] }),
      );
    }
    const study = { raters: { anna: join(folder, "anna"), ben: join(folder, "ben") } };
    const fused = await consensus(study, { out, maps: true, soft: true });
    expect(fused.files).toContain("masks/majority/c.nii.gz");
    await expect(noise(study, { out })).rejects.toThrow("holds a run of pgt consensus");
    const run = JSON.parse(await readFile(join(out, "run.json"), "utf8"));
    const outside = [
      "../anna/c.nii",
      "masks/../../anna/c.nii",
      join(folder, "anna", "c.nii"),
      "my-notes.txt",
      7,
    ];
    await writeFile(join(out, "run.json"), JSON.stringify({ ...run, files: [...run.files, ...outside] }));
    await writeFile(join(out, "my-notes.txt"), "");
    const { files } = await noise(study, { out, fresh: true });
    const left = (await readdir(out, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    expect(left.map(({ name }) => name).sort()).toEqual([...files!, "my-notes.txt"].sort());
    await noise(study, { out });
  });
});
