import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";
import { cubeNifti } from "./cube-nifti.ts";
import { type ZipEntry, zipBytes } from "./zip-bytes.ts";

const mask = cubeNifti(100, (at) => (at % 100 < 50 ? 1 : 0));
const small = cubeNifti(8, (at) => at % 2);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const unusable: Readonly<Record<string, [Uint8Array, RegExp]>> = {
  "no archive": [Buffer.from("no archive at all, but long enough to be one"), /^E_UNREADABLE: study\.zip: /],
  "an archive that ends early": [
    zipBytes([{ path: "a.nii", content: mask }]).subarray(0, -30),
    /^E_UNREADABLE: study\.zip: /,
  ],
  "an encrypted file": archiveWith({ isEncrypted: true }, /a\/b\.nii.*encrypted/),
  "a file compressed by other means": archiveWith({ method: 14 }, /a\/b\.nii.*compress\w+ method.*14/),
  "a damaged file": archiveWith({ method: 0, isDamaged: true }, /a\/b\.nii.*damaged/),
  "a damaged compressed file": archiveWith({ isDamaged: true }, /a\/b\.nii/),
};

function archiveWith(fault: Partial<ZipEntry>, expected: RegExp): [Uint8Array, RegExp] {
  const bytes = zipBytes([
    { path: "a/a.nii", content: small },
    { path: "a/b.nii", content: small, ...fault },
  ]);
  return [bytes, new RegExp(`^E_UNREADABLE: study\\.zip: ${expected.source}`)];
}

export function describeZipArchives(opened: OpenedPage): void {
  it("a zip archive: its files in their folders, without those of the system", async () => {
    const archive = zipBytes([
      { path: "study/", method: 0 },
      { path: "study/anna/case1.nii", content: mask },
      { path: "study/anna/case2.nii", content: small, method: 0 },
      { path: "study\\ben\\case1.nii", content: small },
      { path: "study/ben/Fälle.txt", content: "" },
      { path: "study/anna/.DS_Store", content: "x" },
      { path: "__MACOSX/study/anna/._case1.nii", content: "x" },
    ]);
    const found = await opened.watched.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const tree = await pgt.filesOfZip(new File([bytes], "study.zip"));
      const { shape } = await pgt.readLabelMap("study/anna/case1.nii", { files: tree });
      const files: Record<string, string> = {};
      for (const [path, file] of tree.entries()) {
        const hash = await crypto.subtle.digest("SHA-256", await (file as Blob).arrayBuffer());
        files[path] = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      }
      return { shape, files };
    }, archive.toString("base64"));
    expect(found.shape).toEqual([100, 100, 100]);
    expect(found.files).toEqual({
      "study/anna/case1.nii": sha256(mask),
      "study/anna/case2.nii": sha256(small),
      "study/ben/case1.nii": sha256(small),
      "study/ben/Fälle.txt": sha256(Buffer.from("")),
    });
  });

  it.each(Object.keys(unusable))("says of an archive what cannot be read in it: %s", async (name) => {
    const [bytes, expected] = unusable[name];
    const said = await opened.watched.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return pgt.filesOfZip(new File([bytes], "study.zip")).then(
        (tree) => `nothing: ${tree.paths()}`,
        (error) => (error instanceof pgt.InputError ? `${error.code}: ${error.message}` : String(error)),
      );
    }, Buffer.from(bytes).toString("base64"));
    expect(said).toMatch(expected);
  });
}
