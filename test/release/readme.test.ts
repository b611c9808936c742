import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyFolder, pack, published, root, run, succeed } from "./packages.ts";
import { examplesIn } from "./readme-examples.ts";

const examples = examplesIn(readFileSync(join(root, "README.md"), "utf8"));

/** The examples run one after another in one folder, as a reader would type them. */
describe("the packed packages, installed in an empty folder, used as README says", () => {
  const folder = emptyFolder();
  const targets = published.map((one) => ({ folder: one.folder, destination: emptyFolder() }));

  beforeAll(async () => {
    const tarballs = await Promise.all(targets.map((one) => pack(one.folder, one.destination)));
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    await succeed("npm", ["install", "--offline", "--no-audit", "--no-fund", ...tarballs], folder);
  });

  it("README marks examples of both packages", () => {
    const languages = examples.map(({ language }) => language);
    expect(languages).toContain("js");
    expect(languages).toContain("sh");
  });

  it.each(examples)("$name ($language)", async ({ name, language, text, output }) => {
    const file = `${name.replaceAll(" ", "-")}.${language === "js" ? "mjs" : "sh"}`;
    writeFileSync(join(folder, file), text);
    const program = language === "js" ? process.execPath : "sh";
    const { code, stdout, stderr } = await run(program, language === "js" ? [file] : ["-eu", file], folder);
    expect(code, stderr).toBe(0);
    expect(stdout.trim()).not.toBe("");
    if (output !== undefined) expect(stdout.trim()).toBe(output.trim());
  });
});
