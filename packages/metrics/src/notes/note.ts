import { someOf } from "../words.ts";
import { type NoteCode, warningCodes } from "./note-codes.ts";

/** Something to know of a result or of what it was made from: data, which {@link noteText} puts into words. */
export interface Note {
  readonly code: NoteCode;
  /** File or folder that it is about. */
  readonly file?: string;
  /** Number of other masks that it holds for as well. */
  readonly others?: number;
  /** Case that it is about. */
  readonly case?: string;
  /** Rater, model or generator that it is about. */
  readonly entity?: string;
  readonly label?: number | null;
  readonly metric?: string | null;
  /** Cases that it lists. */
  readonly cases?: readonly string[];
  /** Remarks on these cases, one each. */
  readonly remarks?: readonly string[];
  /** File that it refers to besides, such as a table of labels. */
  readonly table?: string;
  /** Message of a fault, which may name files and cases. */
  readonly reason?: string;
  /** Finding at this label and metric: the beginning of a sentence, which stands before the message. */
  readonly found?: string;
  /**
   * A sentence or two without the names of files and cases: `{file}`, `{case}`, `{cases}`, `{table}`, `{entity}` and
   * `{reason}` stand for these fields. A file that is not named so stands before the sentence, or else the case.
   */
  readonly message: string;
}

/** A note in words: `file: sentence`, with the code before the sentence if it is that of a warning. */
export function noteText(note: Note): string {
  const { code } = note;
  return [placeOf(note), ...(code in warningCodes ? [code] : []), sentenceOf(note)]
    .filter((part) => part !== "")
    .join(": ");
}

/** Finding and message of a note with the names that it stands for, and without its place. */
export function sentenceOf(note: Note): string {
  const { file, case: id, cases, remarks = [], table, entity, reason, found, message } = note;
  const named: Readonly<Record<string, string | undefined>> = {
    "{file}": file,
    "{case}": id,
    "{cases}": cases && someOf(cases.map((one, at) => (remarks[at] ? `${one} (${remarks[at]})` : one))),
    "{table}": table,
    "{entity}": entity,
    "{reason}": reason,
  };
  const said = message.replace(placeholder, (written) => named[written] ?? written);
  return found === undefined ? said : `${found.charAt(0).toUpperCase()}${found.slice(1)}. ${said}`;
}

const placeholder = /\{(?:file|case|cases|table|entity|reason)\}/g;

function placeOf({ file, case: id, others = 0, message }: Note): string {
  if (message.includes("{file}") || message.includes("{case}")) return "";
  const place = file ?? id ?? "";
  if (others === 0) return place;
  return `${place} and ${others === 1 ? "1 more" : `${others} other masks`}`;
}
