import { type FileTree, fileTree } from "./file-tree.ts";

/** Files of a folder that are asked for at once. */
const askedAtOnce = 50;

/** Files and folders that were dropped on a page; to be called while the event is handled, before anything is awaited. */
export async function filesOfDrop({ items }: Pick<DataTransfer, "items">): Promise<FileTree> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found = await Promise.all(entries.map(filesBelow));
  return fileTree(found.flat());
}

async function filesBelow(entry: FileSystemEntry): Promise<[string, File][]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [[entry.fullPath, file]];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: [string, File][] = [];
  for (;;) {
    // A browser gives a large folder in several parts.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return files;
    for (let at = 0; at < part.length; at += askedAtOnce) {
      files.push(...(await Promise.all(part.slice(at, at + askedAtOnce).map(filesBelow))).flat());
      await nextTask();
    }
  }
}

/** Answers about files come one after the other, all in one task, as long as there are questions: thousands hold up the page. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
