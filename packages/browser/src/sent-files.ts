import { FileTree } from "./file-tree.ts";

/** A file as it is sent between threads: an address cannot be sent as an object. */
export type SentFile = Blob | string;
export type SentFiles = ReadonlyMap<string, SentFile>;

export function sentFiles(tree: FileTree): Map<string, SentFile> {
  return new Map([...tree.entries()].map(([path, one]) => [path, one instanceof URL ? one.href : one]));
}

export function receivedFiles(files: SentFiles): FileTree {
  const tree = new FileTree();
  setReceived(tree, files);
  return tree;
}

export function setReceived(tree: FileTree, files: SentFiles): void {
  for (const [path, one] of files) tree.set(path, typeof one === "string" ? new URL(one) : one);
}
