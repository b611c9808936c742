import type { LabDoor } from "../lab/lab-door.ts";
import { type OpenedManifest, openManifest } from "./manifest-text.ts";
import { roles } from "./roles.ts";
import { fileName, folderOf, isManifest, type StudyFile } from "./study-file.ts";
import type { EntityLine, StudyTable } from "./study-table.ts";
import { plainTree } from "./study-tree.ts";

export interface ProposedTable extends OpenedManifest {
  /** Why nothing could be guessed; null if something was. */
  readonly fault: string | null;
}

/** Who annotated what: as a manifest among the files says, else guessed from their names. */
export async function proposeTable(
  door: Pick<LabDoor, "fileTree" | "proposeStudy">,
  files: readonly StudyFile[],
): Promise<ProposedTable> {
  const manifest = files.find(({ path }) => isManifest(path));
  if (manifest) return readDropped(manifest, files);
  try {
    const proposed = await door.proposeStudy(".", { files: plainTree(door, files) });
    const opened = openManifest(proposed, "");
    const lines = [...opened.table.lines].sort((a, b) => rank(a) - rank(b));
    return { ...opened, table: { ...opened.table, name: studyName(files), lines }, fault: null };
  } catch (error) {
    return { ...nothing(files), fault: reasonOf(error) };
  }
}

async function readDropped(manifest: StudyFile, files: readonly StudyFile[]): Promise<ProposedTable> {
  try {
    return { ...openManifest(await manifest.file.text(), folderOf(manifest.path)), fault: null };
  } catch (error) {
    return { ...nothing(files), fault: `${fileName(manifest.path)}: ${reasonOf(error)}` };
  }
}

function nothing(files: readonly StudyFile[]): OpenedManifest {
  const table: StudyTable = { name: studyName(files), folder: "", lines: [], checks: [], rest: {} };
  return { table, metrics: undefined, convention: undefined };
}

/** Raters come first. */
function rank({ role }: EntityLine): number {
  return roles.findIndex(({ id }) => id === role);
}

/** The folder that all files lie in. */
function studyName(files: readonly StudyFile[]): string {
  const tops = new Set(files.map(({ path }) => (path.includes("/") ? path.split("/")[0]! : "")));
  const [only] = tops;
  return tops.size === 1 && only ? only : "study";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
