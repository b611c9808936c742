import type { Note } from "@pgt/metrics";

/** A note without its file, and the cases whose masks have it. */
export interface RepeatedNote {
  readonly note: Omit<Note, "file">;
  readonly cases: string[];
}

/** Notes on masks, each with all cases that it holds for. In order of first appearance. */
export class RepeatedNotes {
  private readonly found = new Map<string, RepeatedNote>();

  /** Notes of one case; a note on several of its files counts once. */
  add(id: string, notes: readonly Note[]): void {
    for (const { file: _, ...note } of notes) {
      const key = JSON.stringify(note);
      const { cases } = this.found.get(key) ?? this.begin(key, note);
      if (cases.at(-1) !== id) cases.push(id);
    }
  }

  [Symbol.iterator](): IterableIterator<RepeatedNote> {
    return this.found.values();
  }

  private begin(key: string, note: Omit<Note, "file">): RepeatedNote {
    const one = { note, cases: [] };
    this.found.set(key, one);
    return one;
  }
}
