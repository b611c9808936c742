import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runTableNames } from "../src/open-run.ts";
import { rank } from "../src/rank/rank.ts";
import { worth } from "../src/worth/worth.ts";
import "./on-node.ts";

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
    const answered = await worth(
      await write("means.csv", ["task,dataset,version,metric,mean,sd,status", ...means]),
      {
        out,
        fresh: true,
      },
    );
    expect(await readdir(out)).toEqual([...answered.files!, "my-notes.txt"].sort());
    for (const file of [...ranked.files!, ...answered.files!].filter((name) => name !== "run.json")) {
      expect(runTableNames).toContain(file);
    }
  });
});
