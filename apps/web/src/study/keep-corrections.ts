import type { EntityLine, Proposed, StudyTable } from "./study-table.ts";

/**
 * Carries a person's corrections over into a new proposal: files that are dropped later take back nothing. Lines are the
 * same if the same pattern was proposed for them; lines that were added by hand stay.
 */
export function keepCorrections(table: StudyTable, before: StudyTable): StudyTable {
  if (table.folder !== before.folder) return table;
  const known = new Map(
    before.lines.flatMap((line) => (line.proposed ? [[line.proposed.masks, line] as const] : [])),
  );
  const lines = table.lines.map((line) => corrected(line, known.get(line.masks)));
  const added = before.lines.filter(({ proposed, masks }) => !proposed && masks !== "");
  return {
    ...table,
    ...(before.proposedName !== undefined && before.name !== before.proposedName && { name: before.name }),
    lines: [...lines, ...added].map((line, key) => ({ ...line, key })),
  };
}

function corrected(line: EntityLine, before: EntityLine | undefined): EntityLine {
  if (!before?.proposed) return line;
  const was: Proposed = before.proposed;
  const changed = (Object.keys(was) as (keyof Proposed)[]).filter((field) => before[field] !== was[field]);
  return { ...line, ...Object.fromEntries(changed.map((field) => [field, before[field]])) };
}
