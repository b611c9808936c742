import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

export type DoorName = "core" | "browser";

/** The declarations of a built door. */
export function declarationsOf(door: DoorName): string {
  return join(dirname(createRequire(import.meta.url).resolve(`@pgt/${door}/pgt.wasm`)), "index.d.ts");
}

/** Names of the values and types that a built door declares, sorted. */
export function declaredNames(door: DoorName): string[] {
  const file = declarationsOf(door);
  const program = ts.createProgram([file], { noEmit: true, skipLibCheck: true });
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`${file} is missing: build @pgt/${door} first`);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(source)!;
  return checker
    .getExportsOfModule(module)
    .map(({ name }) => name)
    .sort();
}
