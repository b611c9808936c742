/**
 * Names of files or folders for ids of a user, in their order: letters, digits, `_`, `.` and `-` are kept, and other
 * runs of characters become `-`. None leads out of its folder, and no two are one, in upper or lower case.
 */
export function folderNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = [...new Set(ids)].map((id): [string, string] => {
    const plain = id.replace(/[^\w.-]+/g, "-").replace(/^\.*$/, "-");
    let name = plain;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}-${count}`;
    taken.add(name.toLowerCase());
    return [id, name];
  });
  return new Map(names);
}
