import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";
import { cubeNifti } from "./cube-nifti.ts";

const whole = gzipSync(cubeNifti(40, (at) => (Math.imul(at, 2654435761) >>> 13) % 250));
const damaged: Readonly<Record<string, [Buffer, RegExp]>> = {
  "a text file": [Buffer.from("no image"), /^E_\w+: prediction\/mask\.nii\.gz: /],
  "a truncated file": [whole.subarray(0, whole.length / 2), /^E_TRUNCATED: prediction\/mask\.nii\.gz: /],
  "a damaged file": [
    Buffer.concat([whole.subarray(0, 2000), Buffer.alloc(500, 7), whole.subarray(2500)]),
    /^E_GZIP: prediction\/mask\.nii\.gz: the gzip data is corrupt/,
  ],
  "another grid": [whole, /^E_\w+: prediction\/mask\.nii\.gz: .*40/],
};

export function describeDamagedMasks(opened: OpenedPage): void {
  it.each(Object.keys(damaged))("says which file and why: %s", async (name) => {
    const [bytes, expected] = damaged[name];
    const said = await opened.watched.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const prediction = new File([bytes], "mask.nii.gz");
      return pgt.compare({ reference: "/study/truth/case01.nii.gz", prediction }).then(
        () => "nothing",
        (error) =>
          error instanceof pgt.InputError ? `${error.code}: ${error.message}` : `not an InputError: ${error}`,
      );
    }, bytes.toString("base64"));
    expect(said).toMatch(expected);
  });
}
