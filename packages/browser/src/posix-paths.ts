import type { Paths } from "@pgt/runner/platform";

/** Parts of a path without `.`, `..` and doubled slashes; what leads out of the tree begins with `..`. */
export function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts;
}

/** A path as the tree stores it: `./a//b/../c` is `a/c`, and the tree itself is ``. */
export function normalPath(path: string): string {
  return partsOf(path).join("/");
}

/** Paths of a tree that lies nowhere: its top is both `.` and `/`. */
export const posixPaths: Paths = {
  sep: "/",
  join: (...parts) => normalPath(parts.join("/")) || ".",
  dirname: (path) => partsOf(path).slice(0, -1).join("/") || ".",
  basename: (path) => partsOf(path).at(-1) ?? "",
  resolve: (...parts) => {
    const last = parts.map((part) => part.startsWith("/")).lastIndexOf(true);
    return normalPath(parts.slice(Math.max(0, last)).join("/"));
  },
  relative: (from, to) => {
    const [a, b] = [partsOf(from), partsOf(to)];
    let common = 0;
    while (common < a.length && a[common] === b[common]) common++;
    return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/");
  },
};
