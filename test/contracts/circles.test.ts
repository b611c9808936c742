import { expect, it } from "vitest";
import { relativeImportsOf, rooms } from "./source-files.ts";

const graph = new Map(
  rooms().flatMap(({ sources }) => sources.map((path) => [path, relativeImportsOf(path)])),
);

it("no file imports itself by way of others, types included", () => {
  expect(circlesOf(graph)).toEqual([]);
});

it("a circle is found, once, and what only leads to it is not in it", () => {
  const circular = new Map([
    ["entry", ["b"]],
    ["a", ["b"]],
    ["b", ["c", "leaf"]],
    ["c", ["a"]],
    ["leaf", []],
  ]);
  expect(circlesOf(circular)).toEqual(["b -> c -> a -> b"]);
});

/** One circle for each import that closes one, in a walk from the first file on. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const finished = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      return;
    }
    if (finished.has(path)) return;
    for (const next of imports.get(path) ?? []) walk(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return circles;
}
