import { splitExtension } from "@pgt/metrics";
import { join, listFolder } from "@pgt/runner";

const channelNumber = /_\d{4}$/;

/** Case of an image `{case}_0000`, whatever its extension. */
export function caseOfImage(name: string): string {
  return splitExtension(name)[0].replace(channelNumber, "");
}

/** Case of a mask `{case}`, whatever its extension. */
export function caseOfMask(name: string): string {
  return splitExtension(name)[0];
}

/** First images of the cases in a folder of a data set that is laid out: case -> file. */
export async function imagesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await namesIn(folder);
  const firsts = names.filter((name) => splitExtension(name)[0].endsWith("_0000"));
  return new Map(firsts.map((name) => [caseOfImage(name), join(folder, name)]));
}

/** Masks in a folder of a data set that is laid out: case -> file. */
export async function masksIn(folder: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await namesIn(folder)).map((name) => [caseOfMask(name), join(folder, name)]));
}

/** Names in a folder, in order. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await listFolder(folder)).map(({ name }) => name).sort();
}
