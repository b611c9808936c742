import type { AppLibrary } from "../shell/library.ts";
import { fileName, folderOf, isManifest, type StudyFile } from "../upload/study-file.ts";
import { type OpenedManifest, openManifest } from "./manifest-text.ts";
import { roles } from "./roles.ts";
import type { EntityLine, StudyTable } from "./study-table.ts";
import { plainTree } from "./study-tree.ts";

export interface ProposedTable extends OpenedManifest {
  /** Reason why nothing could be guessed; null if something was. */
  readonly fault: string | null;
  /** Manifest that the table was read from; null if it was guessed. */
  readonly manifest: StudyFile | null;
}

/** Proposes the table of sets: from a manifest among the files, else from their names. */
export async function proposeTable(
  library: Pick<AppLibrary, "fileTree" | "proposeStudy">,
  files: readonly StudyFile[],
): Promise<ProposedTable> {
  const found = await Promise.all(files.filter(({ path }) => isManifest(path)).map(openedManifest));
  const opened = found.flatMap((one) => ("opened" in one ? [one] : []));
  const [first, ...others] = opened;
  const notes = [
    ...found.flatMap((one) => ("fault" in one ? [`${one.fault}; it is not used.`] : [])),
    ...others.map(({ manifest }) => `${manifest.path} is not used: ${first?.manifest.path} comes first.`),
  ];
  const proposed: ProposedTable = first
    ? { ...first.opened, fault: null, manifest: first.manifest }
    : { ...(await guessed(library, files)), manifest: null };
  const { table } = proposed;
  return { ...proposed, table: { ...table, checks: [...table.checks, ...notes] } };
}

type ReadManifest =
  | { readonly manifest: StudyFile; readonly opened: OpenedManifest }
  | { readonly manifest: StudyFile; readonly fault: string };

async function openedManifest(manifest: StudyFile): Promise<ReadManifest> {
  try {
    return { manifest, opened: openManifest(await manifest.file.text(), folderOf(manifest.path)) };
  } catch (error) {
    return { manifest, fault: `${fileName(manifest.path)}: ${reasonOf(error)}` };
  }
}

async function guessed(
  library: Pick<AppLibrary, "fileTree" | "proposeStudy">,
  files: readonly StudyFile[],
): Promise<Omit<ProposedTable, "manifest">> {
  // The page chooses the metrics: it has the same defaults.
  const choice = { metrics: undefined, convention: undefined };
  const name = studyName(files);
  try {
    const { table } = openManifest(await library.proposeStudy(".", { files: plainTree(library, files) }), "");
    const lines = [...table.lines].sort((a, b) => rank(a) - rank(b));
    return { ...choice, table: { ...table, name, proposedName: name, lines }, fault: null };
  } catch (error) {
    const table: StudyTable = { name, proposedName: name, folder: "", lines: [], checks: [], rest: {} };
    return { ...choice, table, fault: reasonOf(error) };
  }
}

/** Place in the table by role: raters come first. */
function rank({ role }: EntityLine): number {
  return roles.findIndex(({ id }) => id === role);
}

/** Names the study after the folder that all files lie in. */
function studyName(files: readonly StudyFile[]): string {
  const tops = new Set(files.map(({ path }) => (path.includes("/") ? path.split("/")[0] : "")));
  const [only] = tops;
  return tops.size === 1 && only ? only : "study";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
