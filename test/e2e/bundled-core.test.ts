import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeNifti } from "@pgt/io";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { balls } from "./balls.ts";
import { runNode, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const core = fileURLToPath(new URL("../../packages/core/dist/", import.meta.url));

/** A server that compares masks so large that they are worth workers. */
const server = `import { comparePaths } from ${JSON.stringify(`${core}index.js`)};
  const { rows, failures } = await comparePaths("a", "b", { metrics: ["dice", "hd95"] });
  console.log(JSON.stringify({ rows, failures }));`;

beforeAll(async () => {
  for (const [side, shift] of [
    ["a", 0],
    ["b", 2],
  ] as const) {
    mkdirSync(folder.path(side));
    for (const id of [1, 2, 3, 4, 5])
      writeFileSync(folder.path(side, `${id}.nii`), writeNifti(balls(id, shift)));
  }
  writeFileSync(folder.path("server.mjs"), server);
  mkdirSync(folder.path("bundle"));
  await build({
    entryPoints: [folder.path("server.mjs")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: folder.path("bundle", "server.mjs"),
  });
  copyFileSync(`${core}pgt.wasm`, folder.path("bundle", "pgt.wasm"));
});

const run = (file: string) => runNode([folder.path(file)], folder.path());

describe("@pgt/core in a bundle for a server", () => {
  it("compares in the calling thread where its worker is not there, says so once, and gives the same", async () => {
    const [plain, bundled] = [await run("server.mjs"), await run("bundle/server.mjs")];
    expect(plain).toMatchObject({ code: 0, stderr: "" });
    expect(bundled.code, bundled.stderr).toBe(0);
    expect(bundled.stdout).toBe(plain.stdout);
    expect(bundled.stderr.match(/its file is not there/g)).toHaveLength(1);
  });

  it("does the same where a file of that name is no worker of it", async () => {
    copyFileSync(`${core}worker.js`, folder.path("bundle", "worker.js"));
    const [plain, bundled] = [await run("server.mjs"), await run("bundle/server.mjs")];
    expect(bundled.code, bundled.stderr).toBe(0);
    expect(bundled.stdout).toBe(plain.stdout);
    expect(bundled.stderr).toContain("its cases are compared in the calling thread");
  });
});
