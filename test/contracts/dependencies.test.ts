import { isBuiltin } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { forEachNode, importsOf, parse, rooms, textOf } from "./source-files.ts";

/** Packages that a package may import (CONTRIBUTING.md, where things are). `assembly` is bytes: whoever finds them names it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  metrics: [],
  engine: ["metrics"],
  network: ["metrics"],
  io: ["metrics"],
  stats: ["metrics"],
  study: ["metrics"],
  simulate: ["metrics"],
  report: ["metrics", "stats"],
  runner: ["metrics", "engine", "io", "study"],
  analysis: ["metrics", "engine", "network", "io", "stats", "study", "simulate", "runner"],
  core: ["analysis", "runner", "metrics", "io", "stats", "study", "assembly"],
  browser: ["analysis", "runner", "network", "metrics", "io", "stats", "study", "assembly"],
  cli: ["core", "analysis", "metrics", "report"],
  web: ["browser", "analysis", "metrics", "report", "runner"],
};
/** Built files that a package carries along without importing them. */
const carries: Readonly<Record<string, readonly string[]>> = { cli: ["web"] };
const knowsNode = new Set(["core", "cli"]);
const knowsDom = new Set(["browser", "report", "web"]);

/** Names that exist in a page and neither in Node nor in a worker. */
const domNames =
  /^(document|window|localStorage|sessionStorage|alert|confirm|prompt|XMLHttpRequest|FileReader|customElements|requestAnimationFrame|getComputedStyle|MutationObserver|HTML\w*Element|SVG\w*Element|CanvasRenderingContext2D)$/;

describe.each(rooms())("$folder", ({ folder, name, sources }) => {
  it("has its place in the dependency order", () => expect(Object.keys(mayImport)).toContain(name));

  it("imports only packages below it", () => {
    const allowed = mayImport[name].map((other) => `@pgt/${other}`);
    const others = sources.flatMap((path) =>
      importsOf(path)
        .filter((specifier) => specifier.startsWith("@pgt/"))
        .filter((specifier) => !allowed.includes(specifier.split("/").slice(0, 2).join("/")))
        .map((specifier) => `${path}: ${specifier}`),
    );
    expect(others).toEqual([]);
  });

  it("declares what it imports, and only what lies below it", () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(textOf(join(folder, "package.json")));
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    const imported = sources
      .flatMap(importsOf)
      .filter((specifier) => !/^[.#]/.test(specifier) && !isBuiltin(specifier))
      .map((specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"));
    expect(imported.filter((specifier) => !declared.includes(specifier))).toEqual([]);
    const belowIt = ["assembly", ...mayImport[name], ...(carries[name] ?? [])].map(
      (other) => `@pgt/${other}`,
    );
    const ofThisProject = declared.filter((other) => other.startsWith("@pgt/"));
    expect(ofThisProject.filter((other) => !belowIt.includes(other))).toEqual([]);
  });

  it("imports within itself by relative path and suffix", () => {
    const wrong = sources.flatMap((path) =>
      importsOf(path)
        .filter((specifier) => specifier.startsWith("."))
        .filter((specifier) => !/\.(ts|tsx|json|css)$/.test(specifier))
        .map((specifier) => `${path}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  if (!knowsNode.has(name))
    it("knows nothing of Node", () => {
      const wrong = sources.flatMap((path) =>
        [
          ...importsOf(path).filter(isBuiltin),
          ...globalsOf(path, /^(process|Buffer|require|__dirname|global)$/),
        ].map((found) => `${path}: ${found}`),
      );
      expect(wrong).toEqual([]);
    });

  if (!knowsDom.has(name))
    it("knows nothing of a page", () => {
      const wrong = sources.flatMap((path) => globalsOf(path, domNames).map((found) => `${path}: ${found}`));
      expect(wrong).toEqual([]);
    });
});

/** Names of a pattern that a file uses without declaring or importing them. */
function globalsOf(path: string, pattern: RegExp): string[] {
  const used: string[] = [];
  const declared = new Set<string>();
  forEachNode(parse(path), (node) => {
    if (!ts.isIdentifier(node) || !pattern.test(node.text)) return;
    const { parent } = node;
    if ("name" in parent && parent.name === node) {
      if (!ts.isPropertyAccessExpression(parent)) declared.add(node.text);
    } else if (!(ts.isBindingElement(parent) && parent.propertyName === node)) used.push(node.text);
  });
  return used.filter((name) => !declared.has(name));
}
