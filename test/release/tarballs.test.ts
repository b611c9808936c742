import { readFileSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyFolder, pack, published, root, run, succeed } from "./packages.ts";

const noModules = [
  "pgt.wasm",
  "pgt.scalar.wasm",
  "network.wasm",
  "worker.js",
  "study.schema.json",
  "experiment.schema.json",
];

describe.each(published)("$name, packed", ({ folder, hasTypes }) => {
  const destination = emptyFolder();
  let tarball: string;
  let files: string[];
  let manifest: Record<string, Record<string, string> | undefined>;

  beforeAll(async () => {
    tarball = await pack(folder, destination);
    files = (await succeed("tar", ["-tzf", tarball], root)).stdout.trim().split("\n");
    manifest = JSON.parse((await succeed("tar", ["-xzOf", tarball, "package/package.json"], root)).stdout);
  });

  it("publint finds nothing", async () => {
    const { messages, pkg } = await publint({
      strict: true,
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  if (hasTypes) {
    // What is no module for a program to import has no declarations: such entries are left out.
    it("the types resolve as the code does (arethetypeswrong)", async () => {
      const ran = await run(
        "attw",
        [tarball, "--profile", "esm-only", "--exclude-entrypoints", ...noModules, "--format", "json"],
        root,
      );
      expect(ran.code, ran.stdout).toBe(0);
      expect(JSON.parse(ran.stdout).analysis.types).toMatchObject({ kind: "included" });
    });
  }

  it("holds the licence, the README, the code, and no source or test", () => {
    expect(files).toEqual(
      expect.arrayContaining(["package/LICENSE", "package/README.md", "package/package.json"]),
    );
    expect(files.filter((path) => /\/(src|test)\/|\.tsbuildinfo$/.test(path))).toEqual([]);
  });

  it("names every package whose code it holds, with its licence", async () => {
    const read = async (path: string) => (await succeed("tar", ["-xzOf", tarball, path], root)).stdout;
    const notices = await read("package/dist/THIRD-PARTY-NOTICES.txt");
    const scripts = files.filter((path) => /^package\/dist\/[^/]+\.js$/.test(path));
    const texts = await Promise.all(scripts.map(read));
    // A bundle that is not minified says of its parts which file they come from.
    const held = texts.flatMap((text) =>
      [...text.matchAll(/^\s*\/\/ \S*node_modules\/((?:@[^/\s]+\/)?[^/\s.]+)\/\S+$/gm)].map(
        ([, name]) => name,
      ),
    );
    const named = new Set(
      [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S*(?: \(.*\))?$/gm)].map(([, name]) => name),
    );
    expect(named).toContain("assemblyscript");
    expect(named).toContain("yaml");
    expect([...new Set(held)].filter((name) => !named.has(name))).toEqual([]);
    expect(notices).toContain("Permission to use, copy, modify");
  });

  it("depends on nothing of this workspace that is not published", () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const available = published.map(({ name }) => name as string);
    expect(names.filter((name) => name.startsWith("@pgt/") && !available.includes(name))).toEqual([]);
  });

  it("every file that it points to is in it", () => {
    const targets = textsIn([manifest.exports, manifest.bin]);
    expect(targets).not.toEqual([]);
    expect(targets.filter((path) => !files.includes(`package/${path.slice(2)}`))).toEqual([]);
  });
});

/** Every text in a nest of objects, keys excepted. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
