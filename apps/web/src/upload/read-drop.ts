import type { AppLibrary } from "../shell/library.ts";
import type { StudyFile } from "./study-file.ts";

type DropReaders = Pick<AppLibrary, "filesOfDrop" | "filesOfZip">;

/** Files that were dropped or chosen. */
export interface TakenFiles {
  readonly files: readonly StudyFile[];
  /** Reasons why some could not be read, a sentence each. */
  readonly faults: readonly string[];
}

/** Reads dropped files, folders and archives. To be called before the event is over. */
export async function readDrop(library: DropReaders, data: DataTransfer): Promise<TakenFiles> {
  return openArchives(library, studyFiles(await library.filesOfDrop(data)));
}

/** Reads chosen files; those of a folder carry their path in it. */
export async function readChosen(library: DropReaders, chosen: Iterable<File>): Promise<TakenFiles> {
  const files = [...chosen].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return openArchives(library, files);
}

export function studyFiles(tree: Awaited<ReturnType<DropReaders["filesOfDrop"]>>): StudyFile[] {
  return [...tree.entries()].flatMap(([path, file]) => (file instanceof Blob ? [{ path, file }] : []));
}

async function openArchives(library: DropReaders, files: readonly StudyFile[]): Promise<TakenFiles> {
  const isArchive = ({ path }: StudyFile) => /\.zip$/i.test(path);
  const opened = await Promise.all(files.filter(isArchive).map((archive) => openArchive(library, archive)));
  return {
    files: [...files.filter((one) => !isArchive(one)), ...opened.flatMap((one) => one.files)],
    faults: opened.flatMap((one) => one.faults),
  };
}

async function openArchive(library: DropReaders, { file }: StudyFile): Promise<TakenFiles> {
  try {
    return { files: studyFiles(await library.filesOfZip(file)), faults: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { files: [], faults: [`${why}. Unpack it and drop the folder.`] };
  }
}
