const advice = "save the mask as NIfTI";

/** What a file that is no NIfTI file begins with, what it is then, and what to do. */
const known: readonly (readonly [start: RegExp, found: string])[] = [
  [/^version https:\/\/git-lfs/, "it is a placeholder of Git LFS; run git lfs pull"],
  [/^[./]*\.?git\/annex\/|^\/annex\/objects\//, "it is a placeholder of git-annex; run git annex get"],
  [/^\s*<(!doctype|html)/i, "it is a web page, as a download without leave gives; download the file again"],
  [/^NRRD000/, `it is an NRRD file; ${advice}`],
  [/^(ObjectType|NDims)\s*=/, `it is a MetaImage header; ${advice}`],
  [/^.HDF\r\n/, `it is an HDF5 file; ${advice}`],
  [/^.PNG\r\n/, `it is a PNG image; ${advice}`],
  [/^PK\W\W/, "it is a zip archive; unpack it"],
  [/^.{128}DICM/s, `it is a DICOM file; ${advice}`],
];

/** Says what else a file is by its first bytes; null if it is nothing known. */
export function otherContent(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 132));
  return known.find(([pattern]) => pattern.test(start))?.[1] ?? null;
}
