import { isFile, join, platform, readText, resolve } from "@pgt/runner";
import type { MaskSource } from "@pgt/study";
import { workshop } from "./workshop.ts";

interface Known {
  readonly stamp: string;
  readonly sha256: string;
}

export const inputsFile = "inputs.json";

/** Hashes of the files that an experiment rests on: those of files that have not changed since are kept in its folder. */
export class InputHashes {
  private readonly known: Map<string, Known>;
  private hasNew = false;

  private constructor(
    private readonly file: string,
    known: Iterable<readonly [string, Known]>,
  ) {
    this.known = new Map(known);
  }

  static async open(folder: string): Promise<InputHashes> {
    const file = join(folder, inputsFile);
    const text = (await isFile(file)) ? await readText(file) : "{}";
    return new InputHashes(file, entriesOf(text));
  }

  /** SHA-256 of a file, hexadecimal. */
  of = async (path: string): Promise<string> => {
    const place = resolve(path);
    const stamp = await workshop().stampOf(place);
    const before = this.known.get(place);
    if (before?.stamp === stamp) return before.sha256;
    const { sha256 } = await platform().files.hashFile(place);
    this.known.set(place, { stamp, sha256 });
    this.hasNew = true;
    return sha256;
  };

  async ofMask(source: MaskSource): Promise<string[]> {
    if (source.kind === "fused")
      return (await Promise.all(source.parts.map((part) => this.ofMask(part)))).flat();
    const files = source.kind === "classes" ? [...source.files.values()] : [source.path];
    return Promise.all(files.map(this.of));
  }

  async save(): Promise<void> {
    if (!this.hasNew) return;
    await platform().output.writeFile(this.file, [`${JSON.stringify(Object.fromEntries(this.known))}\n`]);
    this.hasNew = false;
  }
}

/** A file that was damaged costs time only: what it held is hashed again. */
function entriesOf(text: string): [string, Known][] {
  try {
    return Object.entries(JSON.parse(text) as Record<string, Known>).filter(
      ([, one]) => typeof one?.stamp === "string" && typeof one.sha256 === "string",
    );
  } catch {
    return [];
  }
}
