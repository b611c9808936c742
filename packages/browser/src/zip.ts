import { InputError } from "@pgt/metrics";
import { unzip } from "fflate";

/** The files of a zip archive by their paths in it, without what systems add of their own. */
export async function entriesOfZip(archive: Blob): Promise<Map<string, Blob>> {
  const source = archive instanceof File ? archive.name : "zip";
  const bytes = new Uint8Array(await archive.arrayBuffer());
  const entries = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    const filter = ({ name }: { readonly name: string }) =>
      !/(^|\/)(__MACOSX\/|\.|$)/.test(name) && !name.endsWith("/");
    unzip(bytes, { filter }, (error, files) => {
      if (error)
        reject(
          new InputError("E_UNREADABLE", source, `not a zip archive that can be read (${error.message})`),
        );
      else resolve(files);
    });
  });
  return new Map(Object.entries(entries).map(([path, content]) => [path, new Blob([content as BlobPart])]));
}
