import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { usageOf } from "../../apps/cli/src/command.ts";
import { commands } from "../../apps/cli/src/commands/index.ts";
import { operations } from "../../packages/analysis/src/operations.ts";
import { oddityCodes, warningCodes } from "../../packages/metrics/src/notes/note-codes.ts";
import { parse, root, textOf } from "./source-files.ts";

/**
 * Files, and parts of files, that are written from registries: operations, commands, codes of warnings. Each test
 * fails if its file is not current; `npx vitest run --project contracts written-files -u` writes them.
 */

const functionsOfPages = "packages/browser/src/functions.ts";
const capabilities = "packages/analysis/src/capabilities.ts";

/** Functions that `@pgt/browser` has in a form of its own. */
const ownOfPages = /export async function (\w+)/g;

describe(functionsOfPages, () => {
  it("has every function of the library, with its documentation", async () => {
    const own = [...textOf("packages/browser/src/own-functions.ts").matchAll(ownOfPages)].map(
      ([, name]) => name,
    );
    const names = Object.keys(operations).filter((name) => !own.includes(name));
    const lines = names.sort().map((name) => `${docOf(name)}\nexport const ${name} = inWorker("${name}");\n`);
    const head = [
      "/** The functions of the library, run by workers of the page. Files that a function writes are added to `files`. */",
      'import { inWorker } from "./in-worker.ts";',
      "",
      'export type * from "@pgt/analysis/capabilities";',
      "",
    ];
    await expect([...head, ...lines].join("\n")).toMatchFileSnapshot(join(root, functionsOfPages));
  });
});

describe("README.md", () => {
  it("shows every command and every function", async () => {
    const written = replaced(
      replaced(textOf("README.md"), "commands", commandLines()),
      "functions",
      functionTable(),
    );
    await expect(written).toMatchFileSnapshot(join(root, "README.md"));
  });
});

describe("docs/methods/warnings.md", () => {
  it("lists every code with its meaning", async () => {
    const page = "docs/methods/warnings.md";
    const parts = { warnings: warningCodes, oddities: oddityCodes };
    const written = Object.entries(parts).reduce(
      (text, [name, codes]) => replaced(text, name, codeTable(codes)),
      textOf(page),
    );
    await expect(written).toMatchFileSnapshot(join(root, page));
  });
});

function codeTable(codes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(codes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return ["| code | meaning |", "| --- | --- |", ...rows, ""].join("\n");
}

/** Text with the part between the markers of that name replaced. */
function replaced(text: string, name: string, part: string): string {
  const [start, end] = [`<!-- written: ${name} -->\n`, `<!-- end: ${name} -->`];
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
  if (from < start.length || to < from) throw new Error(`expected ${start.trim()} before ${end}`);
  return text.slice(0, from) + part + text.slice(to);
}

function commandLines(): string {
  const width = Math.max(...commands.map((command) => usageOf(command).length));
  const lines = commands.map((command) => `${usageOf(command).padEnd(width)}   ${command.summary}`);
  return ["```text", ...lines, "```", ""].join("\n");
}

function functionTable(): string {
  const rows = Object.entries(operations).map(([name, { takes, summary }]) => [
    `\`${name}(${takes})\``,
    summary,
  ]);
  const widths = [0, 1].map((k) => Math.max(...rows.map((row) => row[k].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k])).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(["function", "does"]), rule, ...rows.map(line), ""].join("\n");
}

/** The documentation of a function, from its source. */
function docOf(name: string): string {
  const declaration = parse(sourceOf(name)).statements.find(
    (one) => ts.isFunctionDeclaration(one) && one.name?.text === name,
  );
  const doc = declaration && ts.getJSDocCommentsAndTags(declaration)[0];
  if (!doc) throw new Error(`${name}: expected a function with documentation in ${sourceOf(name)}`);
  return doc.getText();
}

function sourceOf(name: string): string {
  for (const statement of parse(capabilities).statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause) continue;
    const isIt = statement.exportClause.getText().match(/\w+/g)?.includes(name);
    if (isIt) return join("packages/analysis/src", (statement.moduleSpecifier as ts.StringLiteral).text);
  }
  throw new Error(`${capabilities}: expected ${name} among its exports`);
}
