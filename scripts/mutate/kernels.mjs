import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./copy-of-tree.mjs";

const { scripts } = JSON.parse(readFileSync(join(root, "assembly/package.json"), "utf8"));

/** Builds the modules of a copy of the tree, with the arguments of the package's own scripts. */
export async function buildKernels({ path }) {
  // The compiler is a package of `assembly` alone.
  const compiler = join(root, "assembly/node_modules/assemblyscript/dist/asc.js");
  const { default: asc } = await import(pathToFileURL(compiler).href);
  for (const script of ["build:simd", "build:scalar", "build:network"]) {
    const args = scripts[script].split(" ").slice(1);
    const { error, stderr } = await asc.main([...args, "--baseDir", join(path, "assembly")]);
    if (error) throw new Error(`the broken kernels do not compile: ${stderr}`);
  }
}
