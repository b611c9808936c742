/** `1 case`, `2 cases`. */
export function plural(count: number, noun: string): string {
  return `${count} ${nounFor(count, noun)}`;
}

/** The noun without its number: `case` for 1, else `cases`. */
export function nounFor(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], last = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

/** The first ones, and the number of the others: `a, b, c and 4 more`; parted by semicolons, `a; b; and 4 more`. */
export function someOf(items: readonly string[], limit = 5, separator: ", " | "; " = ", "): string {
  const shown = items.slice(0, limit).join(separator);
  if (items.length <= limit) return shown;
  return `${shown}${separator === ", " ? "" : ";"} and ${items.length - limit} more`;
}

/** The first lines, and a line with the number of the others: `and 4 more in the table`. */
export function firstLines(lines: readonly string[], limit: number, where = ""): readonly string[] {
  if (lines.length <= limit) return lines;
  return [...lines.slice(0, limit), `and ${lines.length - limit} more${where}`];
}

/** A share in percent: `12 %`. */
export function percent(share: number, decimals = 0): string {
  return `${(100 * share).toFixed(decimals)} %`;
}

/** A share in whole percent that is 0 % or 100 % for none or all alone: `less than 1 %`. */
export function percentOfSome(share: number, less = "less than ", more = "more than "): string {
  if (share > 0 && share < 0.01) return `${less}1 %`;
  if (share < 1 && share > 0.99) return `${more}99 %`;
  return percent(share);
}

/** A number with the decimals given; minus zero is zero. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** Name of a structure; a label without a name of its own is called by its number. */
export function labelTitle({ label, name }: { readonly label: number; readonly name: string }): string {
  return name === "" || name === String(label) ? `label ${label}` : name;
}

/** Number and name of a structure: `1 kidney`; `label 1` where it has no name of its own. */
export function numberedTitle(one: { readonly label: number; readonly name: string }): string {
  const title = labelTitle(one);
  return title === one.name ? `${one.label} ${title}` : title;
}

/** Value of a record whose keys are words of a user: `constructor` and `__proto__` are words too, and in no record unless put there. */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
