import type { queueModes } from "@pgt/analysis/documents";
import { paint, type Terminal } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";

/** The text of `pgt explain queue`. */
export function queueModesText(modes: typeof queueModes, terminal: Terminal): string[] {
  const width = Math.min(terminal.columns ?? 100, 100);
  const indent = 10;
  return modes.flatMap(({ id, meaning, needs, voxels, terms, citation }, at) => [
    ...(at > 0 ? [""] : []),
    paint(terminal, "bold", id),
    ...wrap(meaning, width),
    ...[
      ["needs", needs.inWords],
      ["voxels", voxels],
      ["score", terms],
      ["source", citation],
    ].flatMap(([name, text]) =>
      wrap(text, width - indent).map((line, k) => `  ${(k === 0 ? name : "").padEnd(indent - 2)}${line}`),
    ),
  ]);
}
