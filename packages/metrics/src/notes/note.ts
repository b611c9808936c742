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
  /** File that it refers to besides, such as a table of labels. */
  readonly table?: string;
  /**
   * A sentence or two without the names of files and cases: `{file}`, `{case}`, `{cases}` and `{table}` stand for
   * these fields. A file that is not named so stands before the sentence, or else the case.
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

/** Message of a note with the names that it stands for, and without its place. */
export function sentenceOf({ file, case: id, cases, table, message }: Note): string {
  const named: Readonly<Record<string, string | undefined>> = {
    "{file}": file,
    "{case}": id,
    "{cases}": cases?.join(", "),
    "{table}": table,
  };
  return message.replace(placeholder, (written) => named[written] ?? written);
}

const placeholder = /\{(?:file|case|cases|table)\}/g;

function placeOf({ file, case: id, others = 0, message }: Note): string {
  if (message.includes("{file}") || message.includes("{case}")) return "";
  const place = file ?? id ?? "";
  if (others === 0) return place;
  return `${place} and ${others === 1 ? "1 more" : `${others} other masks`}`;
}
