import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./copy-of-tree.mjs";

const { scripts } = JSON.parse(readFileSync(join(root, "assembly/package.json"), "utf8"));

const measuring = ["build:simd", "build:scalar"];
const networks = ["build:network"];

/**
 * Builds the modules of a copy of the tree, with the arguments of the package's own scripts: all of them, or those that
 * a mutant is in.
 */
export async function buildKernels({ path }, mutant) {
  // The compiler is a package of `assembly` alone.
  const compiler = join(root, "assembly/node_modules/assemblyscript/dist/asc.js");
  const { default: asc } = await import(pathToFileURL(compiler).href);
  for (const script of scriptsFor(mutant)) {
    const args = scripts[script].split(" ").slice(1);
    const { error, stderr } = await asc.main([...args, "--baseDir", join(path, "assembly")]);
    if (error) throw new Error(`the broken kernels do not compile: ${stderr}`);
  }
}

function scriptsFor(mutant) {
  if (!mutant) return [...measuring, ...networks];
  return mutant.file.startsWith("assembly/src/network/") ? networks : measuring;
}
