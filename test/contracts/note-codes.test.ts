import { expect, it } from "vitest";
import { oddityCodes, warningCodes } from "../../packages/metrics/src/notes/note-codes.ts";
import { literalsOf, rooms } from "./source-files.ts";

const known = new Set([...Object.keys(warningCodes), ...Object.keys(oddityCodes)]);

it("a code of a warning or note has one home: other files name those of the registry, and each is named by one", () => {
  const named = rooms()
    .flatMap(({ sources }) => sources)
    .filter((path) => !path.endsWith("notes/note-codes.ts"))
    .flatMap((path) => literalsOf(path).map((text) => ({ path, text })))
    .filter(({ text }) => /^[WN]-[A-Z]{2,}$/.test(text));
  expect(named.filter(({ text }) => !known.has(text))).toEqual([]);
  const used = new Set(named.map(({ text }) => text));
  expect([...known].filter((code) => !used.has(code))).toEqual([]);
});
