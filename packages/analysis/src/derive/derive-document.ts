import type { SchemaDocument } from "../documents/json-text.ts";
import type { Derived } from "./derive-types.ts";

/** The JSON document of `derive`. */
export function deriveDocument(derived: Derived, version: string): SchemaDocument {
  return { schema: "pgt.derive/1", version, ...derived };
}
