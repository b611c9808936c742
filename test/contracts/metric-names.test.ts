import { registry } from "@pgt/metrics";
import ts from "typescript";
import { expect, it } from "vitest";
import { forEachNode, parse, rooms } from "./source-files.ts";

/** A metric as it is written: `dice`, `nsd@2`, `hd95`. */
const written = new RegExp(`^(${registry.map(({ id }) => id).join("|")})(@.*|\\d+(\\.\\d+)?)?$`);

it("a metric has one home: no other package names one in a literal", () => {
  const found = rooms()
    .filter(({ name }) => name !== "metrics")
    .flatMap(({ sources }) => sources)
    .flatMap((path) =>
      literalsOf(path)
        .filter((text) => written.test(text))
        .map((text) => `${path}: "${text}"`),
    );
  expect(found).toEqual([]);
});

function literalsOf(path: string): string[] {
  const literals: string[] = [];
  forEachNode(parse(path), (node) => {
    const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
    if (isText && !ts.isImportDeclaration(node.parent) && !ts.isExportDeclaration(node.parent)) {
      literals.push(node.text);
    }
  });
  return literals;
}
