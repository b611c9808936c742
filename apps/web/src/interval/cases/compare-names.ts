const { compare } = new Intl.Collator("en", { numeric: true });

/** Compares names with numbers in them as numbers: case9 before case10. */
export const compareNames: (a: string, b: string) => number = compare;
