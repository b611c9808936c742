import { randomUUID } from "node:crypto";
import { constants, copyFile, realpath, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { writeMaskFile } from "@pgt/io";
import { type LabelVolume, OutputError, outputFault } from "@pgt/metrics";
import type { DatasetOutput, TaskFolder } from "@pgt/runner/platform";
import { makeFolder, writeAtomically } from "./run-directory/atomic-file.ts";

/** Data sets on disk. */
export const datasetOutput: DatasetOutput = {
  makeFolder: async (folder) => {
    await makeFolder(folder).catch((cause) => {
      throw outputFault(folder, cause);
    });
  },
  begin: (out, name, replaces, folders) => PartialFolder.begin(out, name, replaces, folders),
};

/** A folder in the making: a hidden one beside its final place, which it gets when it is complete. */
export class PartialFolder implements TaskFolder {
  readonly path: string;
  /** Final path. */
  private readonly place: string;
  private readonly replaces: boolean;

  private constructor(out: string, real: string, name: string, replaces: boolean) {
    this.place = join(out, name);
    this.replaces = replaces;
    this.path = join(real, `.${name}.${randomUUID().slice(0, 8)}.part`);
  }

  static async begin(
    out: string,
    name: string,
    replaces: boolean,
    folders: readonly string[],
  ): Promise<PartialFolder> {
    try {
      const folder = new PartialFolder(out, await realpath(out), name, replaces);
      for (const part of ["", ...folders]) await makeFolder(join(folder.path, part));
      return folder;
    } catch (cause) {
      throw outputFault(out, cause);
    }
  }

  /** A relative link, or a copy. */
  async placeFile(from: string, name: string, copy: boolean): Promise<void> {
    const path = join(this.path, name);
    const folder = dirname(path);
    try {
      await makeFolder(folder);
      if (copy) await copyFile(from, path, constants.COPYFILE_FICLONE);
      else await symlink(relative(folder, join(await realpath(dirname(from)), basename(from))), path, "file");
    } catch (cause) {
      const fault = outputFault(path, cause);
      if (copy || fault.code === "ENOSPC") throw fault;
      throw new OutputError(
        fault.code,
        `${fault.message} (a link to ${from}); images can be copied: --copy`,
        { cause },
      );
    }
  }

  async writeMask(name: string, volume: LabelVolume): Promise<void> {
    const bytes = writeMaskFile(name, volume);
    await makeFolder(dirname(join(this.path, name)));
    await writeAtomically(join(this.path, name), [
      name.endsWith(".gz") ? gzipSync(bytes, { level: 4 }) : bytes,
    ]);
  }

  async writeText(name: string, text: string): Promise<void> {
    await makeFolder(dirname(join(this.path, name)));
    await writeAtomically(join(this.path, name), [text]);
  }

  async finish(): Promise<string> {
    const old = `${this.path}.old`;
    try {
      if (this.replaces) await rename(this.place, old);
      await rename(this.path, this.place);
      if (this.replaces) await rm(old, { recursive: true });
      return this.place;
    } catch (cause) {
      throw outputFault(this.place, cause);
    }
  }

  async discard(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
