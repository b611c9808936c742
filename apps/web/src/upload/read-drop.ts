import type { LabDoor } from "../shell/library.ts";
import type { StudyFile } from "./study-file.ts";

type Intake = Pick<LabDoor, "filesOfDrop" | "filesOfZip">;

/** What was dropped or chosen. */
export interface TakenFiles {
  readonly files: readonly StudyFile[];
  /** What could not be read of it, a sentence each. */
  readonly faults: readonly string[];
}

/** Files, folders and archives that were dropped. To be called before the event is over. */
export async function readDrop(door: Intake, data: DataTransfer): Promise<TakenFiles> {
  return openArchives(door, studyFiles(await door.filesOfDrop(data)));
}

/** Files that were chosen; those of a folder carry their path in it. */
export async function readChosen(door: Intake, chosen: Iterable<File>): Promise<TakenFiles> {
  const files = [...chosen].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return openArchives(door, files);
}

export function studyFiles(tree: Awaited<ReturnType<Intake["filesOfDrop"]>>): StudyFile[] {
  return [...tree.entries()].flatMap(([path, file]) => (file instanceof Blob ? [{ path, file }] : []));
}

async function openArchives(door: Intake, files: readonly StudyFile[]): Promise<TakenFiles> {
  const isArchive = ({ path }: StudyFile) => /\.zip$/i.test(path);
  const opened = await Promise.all(files.filter(isArchive).map((archive) => openArchive(door, archive)));
  return {
    files: [...files.filter((one) => !isArchive(one)), ...opened.flatMap((one) => one.files)],
    faults: opened.flatMap((one) => one.faults),
  };
}

async function openArchive(door: Intake, { file }: StudyFile): Promise<TakenFiles> {
  try {
    return { files: studyFiles(await door.filesOfZip(file)), faults: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { files: [], faults: [`${why}. Unpack it and drop the folder.`] };
  }
}
