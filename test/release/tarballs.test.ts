import { readFileSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, it } from "vitest";
import { pack, published, root, run, succeed } from "./packages.ts";

describe.each(published)("$name, packed", ({ folder }) => {
  let tarball: string;
  let files: string[];
  let manifest: Record<string, Record<string, string> | undefined>;

  beforeAll(async () => {
    tarball = await pack(folder);
    files = (await succeed("tar", ["-tzf", tarball], root)).stdout.trim().split("\n");
    manifest = JSON.parse((await succeed("tar", ["-xzOf", tarball, "package/package.json"], root)).stdout);
  });

  it("publint finds nothing", async () => {
    const { messages, pkg } = await publint({
      pkgDir: folder,
      strict: true,
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it.skipIf(folder.endsWith("cli"))("the types resolve as the code does (arethetypeswrong)", async () => {
    const { code, stdout } = await run("attw", [tarball, "--profile", "esm-only", "--no-color"], root);
    expect(code, stdout).toBe(0);
  });

  it("holds the licence, the README, the code, and no source or test", () => {
    expect(files).toEqual(
      expect.arrayContaining(["package/LICENSE", "package/README.md", "package/package.json"]),
    );
    expect(files.filter((path) => /\/(src|test)\/|\.tsbuildinfo$/.test(path))).toEqual([]);
  });

  it("depends on nothing of this workspace that is not published", () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const available = published.map(({ name }) => name as string);
    expect(names.filter((name) => name.startsWith("@pgt/") && !available.includes(name))).toEqual([]);
  });

  it("every file that it points to is in it", () => {
    const targets = JSON.stringify([manifest.exports, manifest.bin]).match(/\.\/[\w./-]+/g) ?? [];
    expect(targets).not.toEqual([]);
    expect(targets.filter((path) => !files.includes(`package/${path.slice(2)}`))).toEqual([]);
  });
});
