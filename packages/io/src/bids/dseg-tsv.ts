import { InputError, isLabelNumber, largestLabel, someOf } from "@pgt/metrics";

/**
 * Reads the label table of a BIDS segmentation, `dseg.tsv`: tab-separated, a header line with at least `index` and
 * `name`, then one line per label. Label 0, the background, and lines without a name (`n/a`) are left out. Time
 * and memory are linear in the text.
 *
 * @returns label id -> name, in the order of the file.
 * @throws InputError E_LABELS naming line and column; also for a label 0 that is named as a structure, since a table that
 * counts from 0 would shift every name.
 */
export function parseDsegTsv(text: string, file: string): ReadonlyMap<number, string> {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const header = (lines[0] ?? "").split("\t").map((cell) => cell.trim());
  const indexAt = columnOf(header, "index", file);
  const nameAt = columnOf(header, "name", file);
  const names = new Map<number, string>();
  const lineOf = new Map<number, number>();
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.trim() === "") continue;
    const cells = line.split("\t").map((cell) => cell.trim());
    const id = readIndex(cells[indexAt], at + 1, file);
    const before = lineOf.get(id);
    if (before !== undefined) {
      throw fault(file, `line ${at + 1}: index ${id} has a name in line ${before} already; keep one`);
    }
    lineOf.set(id, at + 1);
    const name = cells[nameAt];
    if (name === undefined) {
      throw fault(
        file,
        `line ${at + 1}: expected ${header.length} cells between tabs, found ${cells.length}`,
      );
    }
    if (id === 0 && !isBackground(name)) {
      throw fault(
        file,
        `line ${at + 1}: index 0 is named ${JSON.stringify(name)}, but 0 is the background in every mask. Does the table count from 0? Then raise each index by 1; else give index 0 the name background`,
      );
    }
    if (id !== 0 && name !== "" && name !== "n/a") names.set(id, name);
  }
  return names;
}

function isBackground(name: string): boolean {
  return (
    name === "" ||
    /^(n\/a|0|none|null|air|bg|clear label|other|ignore)$|back|unknown|unlabel|outside|exterior|void|empty|nothing|undefined/i.test(
      name,
    )
  );
}

function columnOf(header: readonly string[], name: string, file: string): number {
  const at = header.indexOf(name);
  if (at >= 0) return at;
  const found = someOf(header.map((cell) => JSON.stringify(cell.slice(0, 40))));
  throw fault(file, `line 1: expected the columns index and name, separated by tabs, found ${found}`);
}

function readIndex(cell: string | undefined, line: number, file: string): number {
  if (cell !== undefined && /^\d+$/.test(cell) && isLabelNumber(Number(cell))) return Number(cell);
  const found = cell === undefined ? "nothing" : JSON.stringify(cell);
  throw fault(
    file,
    `line ${line}, column index: expected a whole number from 0 to ${largestLabel}, found ${found}`,
  );
}

function fault(file: string, message: string): InputError {
  return new InputError("E_LABELS", file, message);
}
