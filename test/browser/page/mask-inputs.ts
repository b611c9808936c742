import { gzipSync } from "node:zlib";
import { noteText } from "@pgt/metrics";
import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";
import { cubeNifti } from "./cube-nifti.ts";

export function describeMaskInputs(opened: OpenedPage): void {
  it("files, bytes and addresses", async () => {
    const values = await opened.watched.page.evaluate(async () => {
      const reference = "/study/truth/case01.nii.gz";
      const blob = await (await fetch("/study/models/accurate/case01.nii.gz")).blob();
      const inputs = [
        new File([blob], "case01.nii.gz"),
        blob,
        new Uint8Array(await blob.arrayBuffer()),
        new URL("/study/models/accurate/case01.nii.gz", location.href),
        await pgt.readLabelMap(blob),
      ];
      const compared = await Promise.all(
        inputs.map((prediction) =>
          pgt.compare({ reference, prediction }, { metrics: ["dice"], labels: [1] }),
        ),
      );
      return compared.map(({ rows }) => rows[0].value);
    });
    expect(values[0]).toBeGreaterThan(0.9);
    expect(new Set(values).size).toBe(1);
  });

  it("a file of several gzip members", async () => {
    const image = cubeNifti(8, (at) => at % 3);
    const members = Buffer.concat([
      gzipSync(image.subarray(0, 400)),
      gzipSync(image.subarray(400)),
      Buffer.alloc(8),
    ]);
    const found = await opened.watched.page.evaluate(async (base64) => {
      const { data, warnings } = await pgt.readLabelMap(
        Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
      );
      return { data: [...data], warnings };
    }, members.toString("base64"));
    expect(found.data).toEqual(Array.from({ length: 512 }, (_, at) => at % 3));
    expect(found.warnings?.map(noteText).join()).toContain("8 zero bytes follow");
  });
}
