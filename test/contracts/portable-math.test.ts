import ts from "typescript";
import { expect, it } from "vitest";
import { forEachNode, parse, rooms } from "./source-files.ts";

/** Functions whose last digit the language leaves to the engine. */
const left = /^(exp|expm1|log|log1p|log2|log10|pow|sinh?|cosh?|tanh?|asinh?|acosh?|atanh?|atan2|cbrt)$/;
/** Files where digits do not matter: angles in messages and against tolerances, and studies of the method by simulation. */
const excepted = [
  "packages/io/src/nifti/header-geometry.ts",
  "packages/io/src/volume/grid-faults.ts",
  "packages/stats/src/simulation/circle-field.ts",
];

it("results have the same digits in every engine: no function of Math that the language leaves open", () => {
  const sources = rooms()
    .filter(({ name }) => !["report", "cli", "web"].includes(name))
    .flatMap((room) => room.sources);
  const found = sources
    .filter((path) => !excepted.includes(path))
    .flatMap((path) => callsOfMath(path).map((name) => `${path}: Math.${name}`));
  expect(found).toEqual([]);
  for (const path of excepted) expect(callsOfMath(path), path).not.toEqual([]);
});

function callsOfMath(path: string): string[] {
  const found: string[] = [];
  forEachNode(parse(path), (node) => {
    if (!ts.isPropertyAccessExpression(node) || node.expression.getText() !== "Math") return;
    if (left.test(node.name.text)) found.push(node.name.text);
  });
  return found;
}
