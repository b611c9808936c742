import { describe, expect, it } from "vitest";
import { declaredNames } from "./declarations.ts";

/**
 * The names that `@pgt/core` offers stand in `public-names.txt`: to take one out, or change one, is a new major version.
 * `npx vitest run --project contracts public-api -u` writes the file when names were added.
 */
describe("the public surface of @pgt/core, built", () => {
  it("is what public-names.txt says, in values and types", async () => {
    const values = Object.keys(await import("@pgt/core")).sort();
    const types = declaredNames("core").filter((name) => !values.includes(name));
    const lines = [
      "values",
      ...values.map((name) => `  ${name}`),
      "types",
      ...types.map((name) => `  ${name}`),
    ];
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("public-names.txt");
  });

  it("declares every value", async () => {
    const declared = declaredNames("core");
    expect(Object.keys(await import("@pgt/core")).filter((name) => !declared.includes(name))).toEqual([]);
  });
});
