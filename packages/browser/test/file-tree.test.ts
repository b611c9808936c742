import { UsageError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { FileTree, fileTree } from "../src/file-tree.ts";
import { treeFiles } from "../src/tree-files.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const study = () =>
  fileTree({
    "./anna//case1.nii.gz": bytes("one"),
    "anna/case2.nii.gz": new Blob(["two"]),
    "/ben/deep/case1.nii.gz": bytes("three"),
    "study.yaml": bytes("pgt: 1"),
  });

describe("a tree of files", () => {
  it("has normal paths", () => {
    expect(study().paths()).toEqual([
      "anna/case1.nii.gz",
      "anna/case2.nii.gz",
      "ben/deep/case1.nii.gz",
      "study.yaml",
    ]);
    expect(study().get("ben/../anna/./case1.nii.gz")).toBeInstanceOf(Blob);
  });

  it.each(["", "/", ".", "a/..", "../a", "a/../../b"])("refuses the path %j", (path) => {
    expect(() => fileTree({ [path]: bytes("") })).toThrow(UsageError);
  });

  it("refuses two files of one path, as two folders of one name would bring", () => {
    const files = [new File(["1"], "case1.nii"), new File(["2"], "case1.nii")];
    expect(() => fileTree(files)).toThrow("two files have the path case1.nii");
  });

  it("takes the files of a chosen folder by their way in it", () => {
    const file = new File(["1"], "case1.nii");
    Object.defineProperty(file, "webkitRelativePath", { value: "masks/anna/case1.nii" });
    expect(fileTree([file]).paths()).toEqual(["masks/anna/case1.nii"]);
  });

  it("lists folders, also after a change", () => {
    const tree = study();
    expect(tree.list(".")).toEqual([
      { name: "anna", isDirectory: true },
      { name: "ben", isDirectory: true },
      { name: "study.yaml", isDirectory: false },
    ]);
    expect(tree.list("ben/")).toEqual([{ name: "deep", isDirectory: true }]);
    expect(tree.list("carl")).toBeUndefined();
    tree.set("carl/case1.nii", bytes("new"));
    tree.delete("ben/deep/case1.nii.gz");
    expect(tree.list("carl")).toHaveLength(1);
    expect(tree.list("ben")).toBeUndefined();
  });
});

describe("the files of a tree, as they are read", () => {
  const files = treeFiles(study);

  it("bytes, ends and sizes", async () => {
    expect(await files.readBytes("anna/case2.nii.gz")).toEqual(bytes("two"));
    expect(await files.readEnd("ben/deep/case1.nii.gz", 2)).toEqual(bytes("ee"));
    expect(await files.readEnd("anna/case1.nii.gz", 99)).toEqual(bytes("one"));
    expect(await files.entryOf("study.yaml")).toEqual({ kind: "file", bytes: 6 });
    expect(await files.entryOf("ben")).toMatchObject({ kind: "folder" });
  });

  it("what lies below a folder", async () => {
    expect(await files.filesBelow("ben")).toEqual(["deep/case1.nii.gz"]);
    expect(await files.filesBelow("")).toHaveLength(4);
  });

  it("hashes as FIPS 180-4 does", async () => {
    const abc = treeFiles(() => new FileTree({ abc: bytes("abc") }));
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await abc.hashFile("abc")).toEqual({ path: "abc", bytes: 3, sha256 });
  });

  it.each([
    ["a file that is not there", () => files.readBytes("anna/case3.nii.gz"), "E_NOT_FOUND"],
    ["a folder in place of a file", () => files.readBytes("anna"), "E_NOT_A_FILE"],
    ["a folder that is not there", () => files.listFolder("carl"), "E_NOT_FOUND"],
    ["a file in place of a folder", () => files.listFolder("study.yaml"), "E_UNREADABLE"],
    ["what is above the tree", () => files.entryOf(".."), "E_NOT_FOUND"],
  ])("names %s", async (_, read, code) => {
    await expect(read()).rejects.toMatchObject({ code });
  });
});
