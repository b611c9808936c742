import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const made = new Set(["node_modules", "dist", "build", "coverage", ".git", ".turbo"]);

/** Paths, relative to the repository, of the files below a folder; nothing that a tool has made. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !made.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [relative("", path)];
    });
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export interface Room {
  /** Folder of the package, `packages/engine`. */
  readonly folder: string;
  /** Its name without the scope. */
  readonly name: string;
  readonly sources: readonly string[];
}

/** Every package and app that has sources. */
export function rooms(): Room[] {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ folder: join(group, name), name, sources: sourcesOf(join(group, name)) }))
      .filter(({ sources }) => sources.length > 0),
  );
}

function sourcesOf(folder: string): string[] {
  return filesBelow(folder).filter((path) => path.startsWith(join(folder, "src")) && /\.tsx?$/.test(path));
}

export function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2022, true);
}

/** Calls `visit` on every node of a file. */
export function forEachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => forEachNode(child, visit));
}

/** What a file imports or re-exports, types included, dynamic imports too. */
export function importsOf(path: string): string[] {
  const found: string[] = [];
  forEachNode(parse(path), (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
        found.push(node.moduleSpecifier.text);
    }
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isDynamic && ts.isStringLiteral(node.arguments[0])) found.push(node.arguments[0].text);
  });
  return found;
}
