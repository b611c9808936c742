import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type DeriveOptions, derive, writeNifti } from "@pgt/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inEachEngine } from "./engines.ts";
import { openedPage } from "./opened-page.ts";

const cases = ["p1", "p2", "p3", "p4", "p5"];
const folder = mkdtempSync(join(tmpdir(), "pgt-derive-page-"));
const base = "base/Dataset004_Abdomen";

/** Two generators: masks with names and a map, and one file per class on a grid that is stored the other way. */
const request = (root: string): Omit<DeriveOptions, "out"> => ({
  base: { folder: join(root, base) },
  generators: { named: join(root, "named"), classes: join(root, "classes") },
  maps: { named: join(root, "map.yaml") },
});

function writeInputs(): void {
  const names = new Map([
    [5, "Spleen upper"],
    [6, "spleen_lower"],
    [9, "LIVER"],
  ]);
  for (const [at, id] of cases.entries()) {
    write(`${base}/imagesTr/${id}_0000.nii.gz`, mask([1, 2, 3], at));
    write(`${base}/labelsTr/${id}.nii.gz`, mask([0, 1, 2], at));
    write(`named/${id}.nii.gz`, mask([0, 5, 6, 9], at, { labelNames: names }));
    for (const organ of ["liver", "spleen"])
      write(`classes/${id}/${organ}.nii.gz`, mask([0, 1], at + organ.length, { affine: affine(-1, 4.2) }));
  }
  const labels = { background: 0, liver: 1, spleen: 2 };
  const dataset = { channel_names: { "0": "CT" }, labels, numTraining: 5, file_ending: ".nii.gz" };
  write(`${base}/dataset.json`, JSON.stringify(dataset));
  write("map.yaml", "spleen: [spleen upper, Spleen_Lower]\nliver: liver\n");
}

const affine = (direction: number, originX: number) => [
  ...[0.7 * direction, 0, 0, originX, 0, 1 / 3, 0, 4],
  ...[0, 0, 2.5, 7, 0, 0, 0, 1],
];

function mask(labels: readonly number[], seed: number, more: object = {}): Uint8Array {
  const data = Uint8Array.from(
    { length: 7 * 6 * 5 },
    (_, at) => labels[(Math.imul(at + 7 * seed, 2654435761) >>> 16) % labels.length],
  );
  const grid = { shape: [7, 6, 5], spacingMm: [0.7, 1 / 3, 2.5], affine: affine(1, 0) } as const;
  return gzipSync(writeNifti({ data, ...grid, ...more }));
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Links followed. */
function filesBelow(root: string): string[] {
  const all = readdirSync(join(folder, root), { recursive: true, encoding: "utf8" });
  return all.filter((path) => statSync(join(folder, root, path)).isFile()).sort();
}

let inputs: string[];
beforeAll(() => {
  writeInputs();
  inputs = filesBelow(".");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

inEachEngine("derive of @pgt/browser, built", (engine) => {
  const opened = openedPage(engine, { "/study/": { folder } });

  it("the files that Node writes, byte for byte once unpacked; an image is the file of the base", async () => {
    const report = await derive({ ...request(folder), out: join(folder, "out"), fresh: true });
    const found = await opened.watched.page.evaluate(
      async ({ inputs, request }) => {
        const entries = inputs.map((path) => [path, new URL(`/study/${path}`, location.href)] as const);
        const files = pgt.fileTree(entries);
        const dropped = "base/Dataset004_Abdomen/imagesTr/p1_0000.nii.gz";
        files.set(dropped, await (await fetch(files.get(dropped) as URL)).blob());
        const progress: string[] = [];
        const report = await pgt.derive({
          ...request,
          out: "out",
          files,
          onProgress: ({ done, case: id }) => void progress.push(`${done} ${id}`),
        });
        const again = await pgt
          .derive({ ...request, out: "out", files })
          .catch((error) => error instanceof pgt.UsageError && error.code);
        const written: Record<string, number[] | string> = {};
        for (const path of files.paths().filter((path) => path.startsWith("out/"))) {
          const content = files.get(path)!;
          const isAddress = content instanceof URL;
          written[path.slice(4)] = isAddress
            ? content.pathname
            : [...new Uint8Array(await content.arrayBuffer())];
        }
        return { report, again, progress, written };
      },
      { inputs, request: request("") },
    );

    const inPage = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(`${folder}/`, ""));
    expect(found.report).toEqual(inPage(report));
    expect(found.report.datasets.map(({ folder }) => folder)).toEqual([
      "out/Dataset011_Abdomen_named",
      "out/Dataset012_Abdomen_classes",
    ]);
    expect(found.again).toBe("E_DATASET");
    expect(found.progress).toEqual([...cases, ...cases].map((id, at) => `${at + 1} ${id}`));
    expect(Object.keys(found.written).sort()).toEqual(filesBelow("out"));
    for (const [path, content] of Object.entries(found.written)) {
      const bytes = readFileSync(join(folder, "out", path));
      const image = `/study/${base}/imagesTr/${path.split("/").at(-1)}`;
      if (typeof content === "string") expect(content, path).toBe(image);
      else if (path.endsWith(".gz"))
        expect(gunzipSync(Buffer.from(content)), path).toEqual(gunzipSync(bytes));
      else expect(Buffer.from(content).toString(), path).toBe(inPage(bytes.toString()));
    }
    expect(Object.values(found.written).filter((content) => typeof content === "string")).toHaveLength(8);
  });

  it("a version of which a case fails adds nothing; one that is written anew leaves nothing of the old", async () => {
    const found = await opened.watched.page.evaluate(
      async ({ inputs, request }) => {
        const files = pgt.fileTree(
          inputs.map((path) => [path, new URL(`/study/${path}`, location.href)] as const),
        );
        await pgt.derive({ ...request, out: "out", files });
        const [old] = files.paths().filter((path) => path.endsWith("pgt-derive.json"));
        files.set(old.replace("pgt-derive.json", "stray.txt"), new Uint8Array(1));
        const before = files.paths();
        await pgt.derive({ ...request, out: "out", files, fresh: true });
        const after = files.paths();
        files.delete("named/p2.nii.gz");
        files.set("classes/p3/liver.nii.gz", files.get("map.yaml")!);
        const { datasets, failures } = await pgt.derive({ ...request, out: "other", files });
        return {
          gone: before.filter((path) => !after.includes(path)),
          added: after.filter((path) => !before.includes(path)),
          folders: datasets.map(({ folder }) => folder),
          failed: failures.map(({ case: id, comparison }) => [comparison, id]),
          others: files.paths().filter((path) => path.startsWith("other")),
        };
      },
      { inputs, request: request("") },
    );
    expect(found.gone).toEqual(["out/Dataset011_Abdomen_named/stray.txt"]);
    expect(found.added).toEqual([]);
    expect(found.folders).toEqual([null, null]);
    expect(found.failed).toEqual([
      ["named", "p2"],
      ["classes", "p3"],
    ]);
    expect(found.others).toEqual([]);
  });
});
