const numbered = /^\s*(\d+)\s*(?:[:=\s]\s*(.*?))?\s*$/;

/** Writes the labels of a manifest as text to edit: a line each, `1: liver`; a file or a preset by its name. */
export function labelsText(labels: unknown): string {
  if (typeof labels === "string") return labels;
  if (typeof labels !== "object" || labels === null) return "";
  return Object.entries(labels)
    .map(([id, name]) => `${id}: ${name}`)
    .join("\n");
}

/** Reads typed text as labels of a manifest: names by number, or a file or preset. Undefined: every label found. */
export function typedLabels(text: string): Readonly<Record<string, string>> | string | undefined {
  const lines = linesOf(text);
  if (lines.length === 0) return undefined;
  if (lines.length === 1 && !/^\d/.test(lines[0])) return lines[0];
  return Object.fromEntries(
    lines.map((line) => {
      const [, id = line, name = ""] = numbered.exec(line) ?? [];
      return [id, name === "" ? id : name];
    }),
  );
}

/** Lists why typed text names no labels, a sentence each. */
export function labelFaults(labels: unknown): string[] {
  if (typeof labels !== "string") return [];
  const lines = linesOf(labels);
  if (lines.length === 1 && !/^\d/.test(lines[0])) return [];
  const wrong = lines.find((line) => !numbered.test(line));
  return wrong === undefined
    ? []
    : [`Structures: "${wrong}" has no number in front. Write a line each, as in 1: liver.`];
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
