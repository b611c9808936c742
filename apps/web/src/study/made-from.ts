/** Writes the ids of the sets that a set was made from, as text to edit. */
export function madeFromText(derivedFrom: unknown): string {
  return Array.isArray(derivedFrom) ? derivedFrom.join(", ") : String(derivedFrom ?? "");
}

/** Splits typed text, `anna, ben`, into ids. */
export function madeFrom(derivedFrom: unknown): string[] {
  return madeFromText(derivedFrom)
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}
