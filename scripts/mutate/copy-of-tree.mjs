import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * A copy of the working tree to break: its files as they are now, the built kernels, and links to the packages that
 * are installed here. It lies in a folder of its own, so that nothing beside the real tree is beside the copy.
 */
export class CopyOfTree {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "pgt-mutants-"));
    this.path = join(this.folder, "tree");
    for (const file of filesOf(root)) this.#copy(file);
    for (const name of ["pgt", "pgt.scalar", "network"]) {
      const kernels = `assembly/build/${name}.wasm`;
      if (!existsSync(join(root, kernels))) throw new Error(`${kernels} is missing: run the build first`);
      this.#copy(kernels);
    }
    symlinkSync(join(root, "node_modules"), join(this.path, "node_modules"), "junction");
    for (const file of filesOf(root)) {
      if (basename(file) === "package.json" && file !== "package.json") this.#link(dirname(file));
    }
  }

  #copy(file) {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    cpSync(join(root, file), join(this.path, file));
  }

  /** Links between packages are relative, so that copied they lead to the copies of these packages. */
  #link(workspace) {
    const installed = join(root, workspace, "node_modules");
    if (!existsSync(installed)) return;
    cpSync(installed, join(this.path, workspace, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => path === installed || !basename(path).startsWith("."),
    });
  }

  /** Counts of `text` in a file; 0 where there is no such file. */
  timesIn(file, text) {
    const path = join(this.path, file);
    return existsSync(path) ? readFileSync(path, "utf8").split(text).length - 1 : 0;
  }

  /** Runs `work` while the one place that reads `find` reads `replace`. */
  async broken({ file, find, replace }, work) {
    const path = join(this.path, file);
    const intact = readFileSync(path, "utf8");
    writeFileSync(
      path,
      intact.replace(find, () => replace),
    );
    try {
      return await work();
    } finally {
      writeFileSync(path, intact);
    }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Files that are tracked or new, as they lie in the tree. */
function filesOf(tree) {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: tree,
  });
  return [...new Set(list.toString().split("\0"))].filter(
    (file) => file !== "" && existsSync(join(tree, file)),
  );
}
