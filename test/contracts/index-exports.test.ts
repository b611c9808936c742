import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesBelow, parse, rooms, textOf } from "./source-files.ts";

/** Packages that export their sources: only this workspace imports them. */
const internal = rooms()
  .map(({ folder, name }) => ({ name, index: `${folder}/src/index.ts`, manifest: `${folder}/package.json` }))
  .filter(({ manifest }) => JSON.parse(textOf(manifest)).exports?.["."] === "./src/index.ts");

const users = ["packages", "apps", "test", "bench"]
  .flatMap(filesBelow)
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && textOf(path).includes("@pgt/"));

/** Names that are used from each internal package, outside of it. */
const usedFrom = new Map(internal.map(({ name }) => [`@pgt/${name}`, new Set<string>()]));
for (const path of users) {
  const own = `@pgt/${path.split("/")[1]}`;
  for (const [specifier, names] of namesByModule(path)) {
    if (specifier !== own) for (const name of names) usedFrom.get(specifier)?.add(name);
  }
}

describe.each(internal)("$index", ({ name, index }) => {
  it("exports what another package uses, and nothing else", () => {
    const used = usedFrom.get(`@pgt/${name}`)!;
    expect(namesOfIndex(index).filter((exported) => !used.has(exported))).toEqual([]);
  });
});

it("finds the internal packages", () => {
  expect(internal.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["engine", "io", "metrics", "stats", "study"]),
  );
});

function namesOfIndex(index: string): string[] {
  return parse(index).statements.flatMap((statement) => {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [];
  });
}

/** Modules that a file imports or re-exports names of, and these names. */
function namesByModule(path: string): [specifier: string, names: string[]][] {
  return parse(path).statements.flatMap((statement): [string, string[]][] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : statement.exportClause;
    if (!clause || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) return [];
    return [
      [moduleSpecifier.text, clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)],
    ];
  });
}
