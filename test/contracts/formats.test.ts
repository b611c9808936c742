import { maskExtensions } from "@pgt/metrics";
import ts from "typescript";
import { expect, it } from "vitest";
import { forEachNode, parse, rooms, textOf } from "./source-files.ts";

/**
 * Files in which extensions of masks may be written: the list itself, readers of one format, and examples of
 * commands.
 */
const isHome = (path: string) =>
  path === "packages/metrics/src/file-kinds.ts" ||
  path.startsWith("packages/io/src/nifti/") ||
  // Reads images in the page, which come as NIfTI.
  path === "apps/web/src/case/image/image-on-grid.ts";
const isExample = (text: string) => text.startsWith("pgt ");

/** Extensions without the dot, and without what another one begins with: `nii` for `.nii.gz`. */
const words = [...new Set(maskExtensions.map((extension) => extension.split(".")[1]))];
const inText = new RegExp(`\\.(${words.join("|")})\\b`, "i");
/** Extensions; in a regular expression the dot may stand apart: `\.(nii|hdr)`. */
const inExpression = new RegExp(`(?<![a-z])(${words.join("|")})(?![a-z])`, "i");

it("the extensions of masks have one home: no other file names one in a literal", () => {
  const found = rooms()
    .flatMap(({ sources }) => sources)
    .filter((path) => !isHome(path) && inExpression.test(textOf(path)))
    .flatMap((path) =>
      literalsOf(path)
        .filter(namesExtension)
        .map(({ text }) => `${path}: ${text}`),
    );
  expect(found).toEqual([]);
});

it("finds extensions in strings, templates, text of a page and regular expressions", () => {
  const source = `f('a.nii.gz', \`b.hdr\`, \`\${c}.img\`, /\\.(nii|gz)$/i); g('img', 'nifti', \`\${a}.hdrs\`, /pgt/);`;
  const all = literalsIn(ts.createSourceFile("a.ts", source, ts.ScriptTarget.ES2022, true));
  expect(all.filter(namesExtension).map(({ text }) => text)).toHaveLength(4);
});

interface Literal {
  readonly text: string;
  readonly isExpression: boolean;
}

function namesExtension({ text, isExpression }: Literal): boolean {
  return !isExample(text) && (isExpression ? inExpression : inText).test(text);
}

function literalsOf(path: string): Literal[] {
  return literalsIn(parse(path));
}

function literalsIn(file: ts.SourceFile): Literal[] {
  const literals: Literal[] = [];
  forEachNode(file, (node) => {
    const isText = ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node);
    const isExpression = ts.isRegularExpressionLiteral(node);
    if (isText || isExpression) literals.push({ text: node.text, isExpression });
  });
  return literals;
}
