import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

export type PackageName = "core" | "browser";

/** The declarations of an entry of a built package. */
export function declarationsOf(name: PackageName, entry = "index"): string {
  return join(dirname(createRequire(import.meta.url).resolve(`@pgt/${name}/pgt.wasm`)), `${entry}.d.ts`);
}

/** Names of the values and types that a built package declares, sorted. */
export function declaredNames(name: PackageName): string[] {
  const file = declarationsOf(name);
  const program = ts.createProgram([file], { noEmit: true, noLib: true, types: [] });
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`${file} is missing: build @pgt/${name} first`);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(source)!;
  return checker
    .getExportsOfModule(module)
    .map(({ name }) => name)
    .sort();
}
