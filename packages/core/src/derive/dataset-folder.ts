import { randomUUID } from "node:crypto";
import { constants, copyFile, mkdir, readdir, realpath, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { OutputError, outputFault, UsageError } from "@pgt/metrics";
import { writeAtomically } from "../run-directory/atomic-file.ts";

/** A data set in the making: a hidden folder beside its final place, which it gets when it is complete. */
export class DatasetFolder {
  readonly name: string;
  readonly path: string;
  private readonly out: string;
  private readonly replaces: boolean;

  private constructor(out: string, real: string, name: string, replaces: boolean) {
    this.out = out;
    this.name = name;
    this.replaces = replaces;
    this.path = join(real, `.${name}.${randomUUID().slice(0, 8)}.part`);
  }

  /**
   * @param replaces a data set of that name is there, and gives way when this one is complete.
   * @throws OutputError if the folder cannot be made.
   */
  static async begin(out: string, name: string, replaces = false): Promise<DatasetFolder> {
    try {
      const folder = new DatasetFolder(out, await realpath(out), name, replaces);
      for (const part of ["imagesTr", "labelsTr"]) await mkdir(join(folder.path, part), { recursive: true });
      return folder;
    } catch (cause) {
      throw outputFault(out, cause);
    }
  }

  /** Puts an image into `part` under `name`: a relative link, or a copy. */
  async addImage(part: string, name: string, file: string, copy: boolean): Promise<void> {
    const folder = join(this.path, part);
    const path = join(folder, name);
    try {
      await mkdir(folder, { recursive: true });
      if (copy) await copyFile(file, path, constants.COPYFILE_FICLONE);
      else await symlink(relative(folder, join(await realpath(dirname(file)), basename(file))), path, "file");
    } catch (cause) {
      const fault = outputFault(path, cause);
      if (copy || fault.code === "ENOSPC") throw fault;
      throw new OutputError(
        fault.code,
        `${fault.message} (a link to ${file}); images can be copied: --copy`,
        { cause },
      );
    }
  }

  async write(name: string, text: string): Promise<void> {
    await writeAtomically(join(this.path, name), [text]);
  }

  /** @returns the final path. */
  async finish(): Promise<string> {
    const path = join(this.out, this.name);
    const old = `${this.path}.old`;
    try {
      if (this.replaces) await rename(path, old);
      await rename(this.path, path);
      if (this.replaces) await rm(old, { recursive: true });
      return path;
    } catch (cause) {
      throw outputFault(path, cause);
    }
  }

  async discard(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/**
 * Names of consecutive data sets, `Dataset101_BTCV_totalseg`.
 *
 * @param first undefined: the next number that is free in `out`, above `least` and above 10 (those up to 10 are the
 * Medical Segmentation Decathlon's).
 * @param replaced generator -> data set in `out` that gives way to the new one, which gets its number.
 * @throws UsageError E_DATASET if a number is taken.
 */
export async function datasetNames(
  out: string,
  { name, generators }: { readonly name: string; readonly generators: readonly string[] },
  first: number | undefined,
  least: number,
  replaced: ReadonlyMap<string, string> = new Map(),
): Promise<string[]> {
  const taken = new Map<number, string>();
  for (const entry of await readdir(out).catch(() => [] as string[])) {
    const id = /^Dataset(\d{3,})_/.exec(entry)?.[1];
    if (id !== undefined) taken.set(Number(id), entry);
  }
  let next = first ?? Math.max(10, least, ...taken.keys()) + 1;
  return generators.map((generator) => {
    const old = replaced.get(generator);
    if (first === undefined && old !== undefined) return old;
    const number = next++;
    const other = taken.get(number);
    if (other !== undefined && other !== old) {
      const message = `data set ${number}: ${join(out, other)} has that number; choose another (--dataset-id), or another folder`;
      throw new UsageError("E_DATASET", message);
    }
    return `Dataset${String(number).padStart(3, "0")}_${wordsOf(name, generator)}`;
  });
}

/** What stands behind the number in the name of a data set. */
export function wordsOf(name: string, generator: string): string {
  return [name, generator].map((word) => word.replace(/[^A-Za-z0-9.-]+/g, "_")).join("_");
}
