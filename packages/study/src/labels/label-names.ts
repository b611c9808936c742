/** Names are the same if they differ only in case and in separators: `Kidney left`, `kidney-left`, `kidney_left`. */
export function normaliseLabelName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
}

/** A label table that can be asked both ways. A name given to several ids identifies none of them. */
export class NameTable {
  private readonly idOfName = new Map<string, number>();
  private readonly nameOfId = new Map<number, string>();

  constructor(names: ReadonlyMap<number, string> = new Map()) {
    const seen = new Map<string, number>();
    for (const name of names.values()) {
      const key = normaliseLabelName(name);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    for (const [id, name] of [...names].sort(([a], [b]) => a - b)) {
      if (id === 0 || name.trim() === "") continue;
      this.nameOfId.set(id, name);
      const key = normaliseLabelName(name);
      if (seen.get(key) === 1) this.idOfName.set(key, id);
    }
  }

  get isEmpty(): boolean {
    return this.nameOfId.size === 0;
  }

  nameOf(id: number): string | undefined {
    return this.nameOfId.get(id);
  }

  idOf(name: string): number | undefined {
    return this.idOfName.get(normaliseLabelName(name));
  }

  /** Tells if the id has a name that no other id has. */
  identifies(id: number): boolean {
    const name = this.nameOfId.get(id);
    return name !== undefined && this.idOf(name) === id;
  }

  /** Id and name of every label whose name is its own, by id. */
  entries(): [number, string][] {
    return [...this.idOfName.values()].map((id) => [id, this.nameOfId.get(id)!]);
  }

  /** Names that several ids have, with these. */
  sharedNames(): { readonly name: string; readonly ids: readonly number[] }[] {
    const groups = new Map<string, number[]>();
    for (const [id, name] of this.nameOfId) {
      const key = normaliseLabelName(name);
      groups.set(key, [...(groups.get(key) ?? []), id]);
    }
    const shared = [...groups.values()].filter((ids) => ids.length > 1);
    return shared.map((ids) => ({ name: this.nameOfId.get(ids[0])!, ids }));
  }

  sharesNameWith(other: NameTable): boolean {
    return this.entries().some(([, name]) => other.idOf(name) !== undefined);
  }
}

/**
 * One numbering for the tables of all files of a run: a name keeps the id of the first table that has it;
 * if that id already stands for another name, it is moved up by a multiple of 1000. Depends on the tables
 * alone, not on what is found in the masks, so that a structure has one number in all cases and pairs.
 */
export function labelVocabulary(tables: readonly ReadonlyMap<number, string>[]): Map<number, string> {
  const vocabulary = new Map<number, string>();
  const named = new Set<string>();
  for (const table of tables) {
    for (const [id, name] of new NameTable(table).entries()) {
      if (named.has(normaliseLabelName(name))) continue;
      let label = id;
      while (vocabulary.has(label)) label += 1000;
      vocabulary.set(label, name);
      named.add(normaliseLabelName(name));
    }
  }
  return new Map([...vocabulary].sort(([a], [b]) => a - b));
}
