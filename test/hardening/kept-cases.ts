import { inflateRawSync } from "node:zlib";

/** A mutant on which a reader failed once, deflated. */
export interface KeptCase {
  readonly reader: string;
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

const kept = (reader: string, name: string, deflated: string): KeptCase => ({
  reader,
  name,
  bytes: () => new Uint8Array(inflateRawSync(Buffer.from(deflated, "base64"))),
});

export const keptCases: readonly KeptCase[] = [
  kept(
    "score table",
    "ends of lines of two kinds in the line of names",
    "S04sTtXJSUxKzeFN1EnSSdZJ0UnlMtQx0jHmAgA=",
  ),
  kept(
    "Parquet",
    "a page without the lengths of its levels",
    "hVO/b9NAFH62z1c3MihIfdYZmapCjRVVDE1bLJAKoYiiDiCFwgAIQe3UVVMlTknSSv0D2BgQE62YgBlVTB06IObuMDCwtjAzVuidLw5UIbX86+6773vfvXevMrdYQo4LeOUJ2gjyAQSA8REdAKqlCxymTHtySo6m0zcyzOPIHWS00PI0ACAAOXLMdXXyqY5hacYEMryIviKcu2ECQL22GbcYyW21OwOZYziumPlZIizXqjF9V5evXh5IlB711CMRwiQJkSND6wRBZ2DQNNpqPbO1dD//XevhmDJ1dsYAgChO6JPEg/dySohJqc5xBgOa43JeRjFQsJ1tTbt1WP51b2/0xc/D8vXc1/fr147KyHAEhXKTGwdVjUZjoJPzOKqcnJkcBoDF+dvP5u9WHjxCTi674fMq/ES6b/dggbWazQ46gKevsAsgWDVsxwUA1AsgzHoYxXUFJGFDAjTgjbjTqlW7Qy3sMqzwftxu15qJAqIMiDIgV9CFuRnWN2KlvJHUOqmULngrDtvNpADg2K7n7vt//Voe2i6Cm5pE3bGdlhP51mwARb06LfRqCVwPOQJSRv01D3W3AHlXbUQyHjuR/0bz17wAiuwmAAhGlQX3EiUGdapxPuUfaBRQCsjdS37d6fgvdcICKJqyLQSjpuin8FnPFFTKpMaa0/KPdULJBDWGYNQm/SQ+GZmEFkr2Q2fJ/2EQQGzqEiHf/divWZaDrDRSpOI89PcY4SSiDczDEetZiCR7xUn8DyYBARSNJO4II4qTftxvZs9AdNLAsUn46QZ2uYc5Wfn03EiBp86Sv8tnA160uq0lrJ1tug7LAfxzEl4N9SpJp00JrPhfhgij89NoiL6xf/eo6mxmGfhoERrw4nDWjaL320fMeWc5dvDdguLw6tZ62Hq+EXfcfQ9g8A1vDYDK3GLpDw==",
  ),
];
