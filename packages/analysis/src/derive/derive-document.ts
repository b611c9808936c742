import type { SchemaDocument } from "../documents/json-text.ts";
import type { Derived } from "./derive-types.ts";

export const deriveSchema = "pgt.derive/2";

/** The JSON document of `derive`. */
export function deriveDocument(derived: Derived, version: string): SchemaDocument {
  return { schema: deriveSchema, version, ...derived };
}
