const { compare } = new Intl.Collator("en", { numeric: true });

/** Numbers in names count as numbers: case9 before case10. */
export const compareNames: (a: string, b: string) => number = compare;
