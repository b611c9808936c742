import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { declarationsOf, declaredNames, type PackageName } from "./declarations.ts";

/** Names that `@pgt/core` exports and `@pgt/browser` does not, and why. */
const inNodeOnly: readonly (readonly [RegExp, string])[] = [
  [
    /^(serveTasks|useWorkerEntry)$/,
    "a program bundles the threads of Node itself; those of a page are worker.js",
  ],
  [/^writeFile$/, "it writes to a disk"],
  [/experiment/i, "an experiment starts programs and keeps its state on a disk"],
  [/shard|^merge/i, "shards of a run are folders on a disk that several machines see"],
];
/** Names that `@pgt/browser` exports beyond `@pgt/core`: to take one out, or change one, is a new major version. */
const inPagesOnly = {
  values: [
    "FileTree",
    "fileTree",
    "filesOfDrop",
    "filesOfZip",
    "scoreTable",
    "startWorkersFor",
    "useWorkersOfPage",
  ],
  types: ["FileContent", "FileEntries", "InFiles"],
};

const isInNodeOnly = (name: string) => inNodeOnly.some(([names]) => names.test(name));

describe("the public surface of @pgt/browser, built: that of @pgt/core, but for a few names", () => {
  let declared: Readonly<Record<PackageName, readonly string[]>>;
  beforeAll(() => void (declared = { core: declaredNames("core"), browser: declaredNames("browser") }));

  it("its values", async () => {
    const [core, browser] = [await import("@pgt/core"), await import("@pgt/browser")].map(Object.keys);
    const shared = core.filter((name) => !isInNodeOnly(name));
    expect(browser.sort()).toEqual([...shared, ...inPagesOnly.values].sort());
  });

  it("its values and types, as declared", () => {
    const shared = declared.core.filter((name) => !isInNodeOnly(name));
    const own = [...inPagesOnly.values, ...inPagesOnly.types];
    expect(declared.browser).toEqual([...shared, ...own].sort());
  });

  it("its errors keep their names when minified", async () => {
    const { InputError, InternalError, OutputError, UsageError } = await import("@pgt/browser");
    const found = [UsageError, OutputError, InternalError].map((one) => new one("E_TEST", "").name);
    expect(found).toEqual(["UsageError", "OutputError", "InternalError"]);
    expect(String(new InputError("E_GZIP", "a.nii.gz", "corrupt"))).toBe("InputError: a.nii.gz: corrupt");
  });

  it.each(inNodeOnly)("%s is in Node only: %s", (names) => {
    expect(declared.core.some((name) => names.test(name))).toBe(true);
    expect(declared.browser.filter((name) => names.test(name))).toEqual([]);
  });
});

describe.each([
  ["core", "index"],
  ["browser", "index"],
  ["browser", "network"],
] as const)("the declarations of @pgt/%s, %s", (name, entry) => {
  it("stand alone: they import nothing of this workspace", () => {
    const text = ts.sys.readFile(declarationsOf(name, entry)) ?? "";
    expect(text).not.toBe("");
    expect(text.match(/from ["']@pgt\/[^"']*["']/g)).toBeNull();
  });
});
