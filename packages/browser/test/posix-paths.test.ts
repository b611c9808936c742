import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { posixPaths } from "../src/posix-paths.ts";

const paths = ["a", "a/b", "a/b/c.nii.gz", "./a", "a/../b", "a//b", "study.yaml", "../a", "a/b/../../c"];

describe("paths of a tree are those of node:path, from the top", () => {
  it.each(paths)("%s", (path) => {
    const normal = posix.normalize(path);
    expect(posixPaths.dirname(path)).toBe(posix.dirname(normal));
    expect(posixPaths.basename(path)).toBe(posix.basename(path));
    for (const other of paths) {
      expect(posixPaths.join(path, other)).toBe(posix.join(path, other));
      if (path.startsWith("../") || other.startsWith("../")) continue;
      expect(posixPaths.relative(path, other)).toBe(posix.relative(path, other));
      expect(posixPaths.resolve(path, other)).toBe(posix.resolve("/", path, other).slice(1));
    }
  });

  it("an absolute path begins at the top of the tree", () => {
    expect(posixPaths.resolve("a/b", "/c/d")).toBe("c/d");
  });
});
