import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Tracked files that exist, relative to the repository; `undefined` where there is no git or no repository. */
export const trackedFiles: readonly string[] | undefined = listTracked();

function listTracked(): string[] | undefined {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) return undefined;
  return stdout.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Paths, relative to the repository, of the source files of a folder: tracked ones, or all where there is no git. */
export function filesBelow(folder: string): string[] {
  const within = `${folder}/`;
  if (trackedFiles) return trackedFiles.filter((path) => path.startsWith(within));
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export interface Room {
  /** Folder of the package, `packages/engine`. */
  readonly folder: string;
  /** Name without the scope. */
  readonly name: string;
  readonly sources: readonly string[];
}

/** Every package and app that has sources. */
export function rooms(): Room[] {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => ({ folder: `${group}/${name}`, name, sources: sourcesOf(`${group}/${name}`) }))
      .filter(({ sources }) => sources.length > 0),
  );
}

function sourcesOf(folder: string): string[] {
  return filesBelow(`${folder}/src`).filter((path) => /\.tsx?$/.test(path));
}

/** Results of a function of a path, each computed once. */
export function oncePerPath<Result>(compute: (path: string) => Result): (path: string) => Result {
  const known = new Map<string, Result>();
  return (path) => {
    if (!known.has(path)) known.set(path, compute(path));
    return known.get(path)!;
  };
}

export const parse = oncePerPath((path) =>
  ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2022, true),
);

/** Calls `visit` on every node of a file. */
export function forEachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => forEachNode(child, visit));
}

/** Names of the modules that a file imports or re-exports: types included, dynamic imports too. */
export const importsOf = oncePerPath((path) =>
  ts.preProcessFile(textOf(path)).importedFiles.map(({ fileName }) => fileName),
);

/** Files of the same package that a file imports. */
export function relativeImportsOf(path: string): string[] {
  return importsOf(path)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}

/** Texts of a file that stand as literals, those of imports and exports excepted. */
export function literalsOf(path: string): string[] {
  const literals: string[] = [];
  forEachNode(parse(path), (node) => {
    const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
    if (isText && !ts.isImportDeclaration(node.parent) && !ts.isExportDeclaration(node.parent)) {
      literals.push(node.text);
    }
  });
  return literals;
}
