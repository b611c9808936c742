import { describe, expect, it } from "vitest";
import { textOf, trackedFiles } from "./source-files.ts";

const isText = (path: string) => !/\.(wasm|gz|nii|png|ico|parquet)$/.test(path);
const files = (trackedFiles ?? []).filter(isText);

/** Lines of a file that match, as `path:line: text`. */
function linesMatching(path: string, pattern: RegExp): string[] {
  return textOf(path)
    .split("\n")
    .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim().slice(0, 120)}`] : []));
}

describe.skipIf(!trackedFiles)("the tree, as git tracks it", () => {
  it("the lock file holds no addresses", () => {
    expect(linesMatching("pnpm-lock.yaml", /\w+:\/\/|tarball:/)).toEqual([]);
  });

  it("no file sets a registry", () => {
    const settings = files.filter((path) =>
      /(^|\/)(\.npmrc|\.yarnrc.*|pnpm-workspace\.yaml|package\.json)$/.test(path),
    );
    expect(settings).not.toEqual([]);
    expect(settings.flatMap((path) => linesMatching(path, /registry\s*[=:"]/))).toEqual([]);
  });

  it("no file names an absolute path of a machine", () => {
    const homes = ["work", "root", "home", "Users", "private/var"].join("|");
    const absolute = new RegExp(`(^|[\\s"'\`(=:])/(${homes})/[\\w.-]+|[A-Z]:\\\\\\\\?Users`);
    expect(files.flatMap((path) => linesMatching(path, absolute))).toEqual([]);
  });

  it("what is published, and what its results name, has one version and the licence of the repository", () => {
    const { license } = JSON.parse(textOf("package.json"));
    const [core, ...others] = ["packages/core", "packages/runner", "packages/browser", "apps/cli"].map(
      (folder) => JSON.parse(textOf(`${folder}/package.json`)),
    );
    expect(core.license).toBe(license);
    for (const manifest of others) expect(manifest).toMatchObject({ version: core.version, license });
  });

  it("every page of docs that a comment names is there", () => {
    const named = files
      .filter((path) => /\.(ts|tsx|mjs|md)$/.test(path))
      .flatMap((path) => textOf(path).match(/(?<![\w./-])docs\/[\w/-]+\.md/g) ?? []);
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((path) => !files.includes(path))).toEqual([]);
  });

  it("no mask is stored in the project", () => {
    expect(trackedFiles?.filter((path) => /\.(nii|nii\.gz|hdr|img|nrrd|mha)$/.test(path))).toEqual([]);
  });
});
