import type { consensusMethods } from "@pgt/analysis/documents";
import { paint, type Terminal } from "../../terminal/terminal.ts";
import { renderTable } from "../../terminal/text-table.ts";
import { wrap } from "../../terminal/wrap.ts";

type Method = (typeof consensusMethods)[number];

/** The table of `pgt explain consensus`. */
export function methodsText(methods: readonly Method[], terminal: Terminal): string[] {
  const columns = ["method", "name", "ties"].map((title) => ({ title, align: "left" as const }));
  return [
    ...renderTable(
      columns,
      methods.map(({ id, name, ties }) => [id, name, ties]),
      terminal,
    ),
    "",
    "pgt explain METHOD says more; pgt consensus --method METHOD fuses masks by it.",
    "docs/consensus-methods.md: which method came nearest to a known truth, by raters and bias.",
  ];
}

/** The text of `pgt explain METHOD`. */
export function methodText(method: Method, terminal: Terminal): string[] {
  const width = Math.min(terminal.columns ?? 100, 100);
  const indent = 15;
  const facts = [
    ["formula", method.formula],
    ["ties", method.ties],
    ["source", method.citation],
  ];
  return [
    paint(terminal, "bold", `${method.id}: ${method.name}`),
    ...wrap(method.meaning, width),
    "",
    ...facts.flatMap(([name, text]) =>
      wrap(text, width - indent).map((line, at) => `  ${(at === 0 ? name : "").padEnd(indent - 2)}${line}`),
    ),
  ];
}
