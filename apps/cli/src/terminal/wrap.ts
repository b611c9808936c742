import stringWidth from "string-width";

/** Breaks text at spaces into lines of at most `width` columns; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    if (line !== "" && stringWidth(line) + 1 + stringWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** An item of a list: a dash, and further lines set below its first word. */
export function hanging(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`));
}

/** A line that keeps its indentation, on all lines that it is broken into. */
export function wrapIndented(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  return wrap(line, width - indent.length).map((part) => indent + part);
}
