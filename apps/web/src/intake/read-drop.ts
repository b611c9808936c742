import type { LabDoor } from "../lab/lab-door.ts";
import type { StudyFile } from "../study/study-file.ts";

type Intake = Pick<LabDoor, "filesOfDrop" | "filesOfZip">;

/** Files, folders and archives that were dropped. To be called before the event is over. */
export async function readDrop(door: Intake, data: DataTransfer): Promise<StudyFile[]> {
  return openArchives(door, studyFiles(await door.filesOfDrop(data)));
}

/** Files that were chosen; those of a folder carry their path in it. */
export async function readChosen(door: Intake, chosen: Iterable<File>): Promise<StudyFile[]> {
  const files = [...chosen].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return openArchives(door, files);
}

export function studyFiles(tree: Awaited<ReturnType<Intake["filesOfDrop"]>>): StudyFile[] {
  return [...tree.entries()].flatMap(([path, file]) => (file instanceof Blob ? [{ path, file }] : []));
}

async function openArchives(door: Intake, files: readonly StudyFile[]): Promise<StudyFile[]> {
  const opened = await Promise.all(
    files.map(async (one) =>
      /\.zip$/i.test(one.path) ? studyFiles(await door.filesOfZip(one.file)) : [one],
    ),
  );
  return opened.flat();
}
