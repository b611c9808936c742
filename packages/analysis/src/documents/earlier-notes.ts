import type { Note } from "@pgt/metrics";
import type { SchemaDocument } from "./json-text.ts";

/** A document of version 0.1.0 with its notes, which were sentences, as today's. They may name files and cases. */
export function withNotes(document: SchemaDocument): SchemaDocument {
  if (!Array.isArray(document.notes)) return document;
  const notes = document.notes.map((words): Note => ({ code: "N-WORDS", ...inWords(words) }));
  return { ...document, notes };
}

/** The same for its warnings, where they named files and cases in their messages. */
export function withWarnings(document: SchemaDocument): SchemaDocument {
  if (!Array.isArray(document.warnings)) return document;
  const warnings = document.warnings.map((warning: Note) => ({ ...warning, ...inWords(warning.message) }));
  return { ...document, warnings };
}

function inWords(reason: string): Pick<Note, "reason" | "message"> {
  return { reason, message: "{reason}" };
}
