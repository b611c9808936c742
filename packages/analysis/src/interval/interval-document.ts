/** Schema of the JSON document of an interval. */
export const intervalSchema = "pgt.interval/2";
/** Schema of the demonstration study's document: that of its interval, and where its files are. */
export const demoSchema = "pgt.demo/2";

/** A parsed JSON document with its schema. */
export interface SchemaDocument {
  readonly schema: string;
  readonly [field: string]: unknown;
}

/** Schemas of version 0.1.0 -> today's. */
const earlierSchemas: Readonly<Record<string, string>> = {
  "pgt.interval/1": intervalSchema,
  "pgt.demo/1": demoSchema,
};
/** The two intervals of an estimate, as version 0.1.0 named them, -> today's names. */
const earlierNames: Readonly<Record<string, string>> = { these: "fixedRaters", like: "randomRaters" };
/** The fields of a document in which they occur. Others hold ids, which may be the same words. */
const fieldsWithIntervals = ["bounds", "models", "modelsByRater", "gains", "noise", "raterBias"];

/** The document of an interval in today's names; null if it is another, or none. */
export function intervalDocumentOf(parsed: unknown): SchemaDocument | null {
  const document = parsed as Partial<SchemaDocument> | null | undefined;
  const schema = String(document?.schema);
  if (schema === intervalSchema || schema === demoSchema) return document as SchemaDocument;
  if (!Object.hasOwn(earlierSchemas, schema)) return null;
  const fields = Object.entries(document as SchemaDocument).map(([field, value]) => [
    field,
    fieldsWithIntervals.includes(field) ? withTodaysNames(value) : value,
  ]);
  return { ...Object.fromEntries(fields), schema: earlierSchemas[schema] };
}

/** `inter` and `intra` of a corrected interval name the interval that they rest on. */
function withTodaysNames(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => withTodaysNames(one));
  if (typeof value === "string") return key === "inter" || key === "intra" ? todaysName(value) : value;
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([name, one]) => [todaysName(name), withTodaysNames(one, name)]));
}

function todaysName(name: string): string {
  return Object.hasOwn(earlierNames, name) ? earlierNames[name] : name;
}
