import { dirname } from "node:path";
import { expect, it } from "vitest";
import { rooms, textOf } from "./source-files.ts";

/** Most sources that lie beside each other, and most lines of them, in a folder that a reader can still take in. */
const most = { files: 25, lines: 2500 };

it(`no folder has more than ${most.files} sources beside each other, or ${most.lines} lines of its own`, () => {
  const folders = new Map<string, { files: number; lines: number }>();
  for (const path of rooms().flatMap(({ sources }) => sources)) {
    const { files, lines } = folders.get(dirname(path)) ?? { files: 0, lines: 0 };
    const linesOfFile = textOf(path).split("\n").length - 1;
    folders.set(dirname(path), { files: files + 1, lines: lines + linesOfFile });
  }
  const tooLarge = [...folders].filter(([, { files, lines }]) => files > most.files || lines > most.lines);
  expect(tooLarge).toEqual([]);
});
