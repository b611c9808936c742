import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

interface NamedMutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const inTree = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

describe.each(["named-mutants", "kernel-mutants"])("%s follow the code", async (list) => {
  const lists: Record<string, readonly NamedMutant[]> = await import(inTree(`scripts/mutate/${list}.mjs`));
  const mutants = Object.values(lists).flat();

  it("each breaks one place, and names tests that exist", () => {
    expect(mutants.length).toBeGreaterThan(0);
    for (const { file, find, replace, tests } of mutants) {
      expect(readFileSync(inTree(file), "utf8").split(find), `${file}: ${find}`).toHaveLength(2);
      expect(replace).not.toBe(find);
      expect(tests.filter((test) => !existsSync(inTree(test)))).toEqual([]);
    }
  });
});
