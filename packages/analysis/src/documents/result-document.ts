import { comparisonSchema } from "../compare/compare-document.ts";
import { consensusSchema } from "../consensus/consensus-document.ts";
import { experimentSchema } from "../experiment/result/experiment-document.ts";
import { intervalDocumentOf } from "../interval/interval-document.ts";
import { noiseSchema } from "../noise/noise-document.ts";
import { qualitySchema } from "../quality/quality-document.ts";
import { queueSchema } from "../queue/queue-document.ts";
import { rankSchema } from "../rank/rank-document.ts";
import { uncertaintySchema } from "../uncertainty/uncertainty-document.ts";
import { worthSchema } from "../worth/worth-document.ts";
import { withNotes, withWarnings } from "./earlier-notes.ts";
import type { SchemaDocument } from "./json-text.ts";

/** Schemas of version 0.1.0 -> today's. */
const earlierSchemas: Readonly<Record<string, string>> = {
  "pgt.quality/1": qualitySchema,
  "pgt.worth/1": worthSchema,
  "pgt.rank/1": rankSchema,
};
const schemas = [
  comparisonSchema,
  consensusSchema,
  experimentSchema,
  noiseSchema,
  queueSchema,
  uncertaintySchema,
  ...Object.values(earlierSchemas),
];

/** The document of any command that has a page, in today's form; null if it is another, or none. */
export function resultDocumentOf(parsed: unknown): SchemaDocument | null {
  const document = parsed as Partial<SchemaDocument> | null | undefined;
  const schema = String(document?.schema);
  if (schemas.includes(schema)) return document as SchemaDocument;
  if (!Object.hasOwn(earlierSchemas, schema)) return intervalDocumentOf(parsed);
  return withNotes(withWarnings({ ...(document as SchemaDocument), schema: earlierSchemas[schema] }));
}
