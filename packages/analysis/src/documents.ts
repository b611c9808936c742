/** The JSON documents of results: light to import, for commands and pages that write and read them. */
export {
  demoSchema,
  intervalDocumentOf,
  intervalSchema,
  type SchemaDocument,
} from "./interval/interval-document.ts";
