import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesBelow, forEachNode, parse, rooms, textOf } from "./source-files.ts";

/** Packages that export their sources: only this workspace imports them. */
const internal = rooms()
  .map(({ folder, name }) => ({ name, index: `${folder}/src/index.ts`, manifest: `${folder}/package.json` }))
  .filter(({ manifest }) => JSON.parse(textOf(manifest)).exports?.["."] === "./src/index.ts");

const users = ["packages", "apps", "test", "bench"]
  .flatMap(filesBelow)
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && textOf(path).includes("@pgt/"));

describe.each(internal)("$index", ({ name, index }) => {
  it("exports what another package uses, and nothing else", () => {
    const elsewhere = users.filter((path) => !path.startsWith(`packages/${name}/`));
    const used = new Set(elsewhere.flatMap((path) => namesFrom(path, `@pgt/${name}`)));
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

/** Names that a file imports or re-exports from a package. */
function namesFrom(path: string, packageName: string): string[] {
  const names: string[] = [];
  forEachNode(parse(path), (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const { moduleSpecifier } = node;
      if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== packageName)
        return;
      const clause = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
      if (!clause || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) return;
      names.push(...clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text));
    }
  });
  return names;
}
