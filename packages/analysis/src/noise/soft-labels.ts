import { writeNpz } from "@pgt/io";
import { InputError, usualExtension } from "@pgt/metrics";
import { join, platform } from "@pgt/runner";
import { type ConsensusVotes, voteShare } from "@pgt/stats";
import type { CaseVotes } from "../consensus/case-votes.ts";
import { softLabels } from "../consensus/soft-labels.ts";

/** An array of numpy is made as a whole. */
const NPZ_BYTES_AT_MOST = 2 ** 30;

/**
 * Writes the share of raters for each label: a NIfTI map a label, and one `soft/CASE.npz` with `probabilities` (label,
 * z, y, x; float32), `labels` (background first) and `raters`, their number.
 *
 * @returns the names of the files.
 * @throws InputError E_TOO_LARGE before anything is written.
 */
export async function writeSoftLabels(
  file: string,
  read: CaseVotes,
  votes: ConsensusVotes,
  out: string,
): Promise<string[]> {
  checkSize(file, read, votes);
  const names: string[] = [];
  for (const [folder, make] of softLabels(read, votes)) {
    await platform().output.study.writeMask(join(out, ...folder.split("/")), file, make());
    names.push(`${folder}/${file}${usualExtension}`);
  }
  await platform().output.openFolder(join(out, "soft"));
  await platform().output.writeFile(join(out, "soft", `${file}.npz`), [npzOf(read, votes)]);
  return [...names, `soft/${file}.npz`];
}

function checkSize(file: string, { grid: { shape } }: CaseVotes, { labels }: ConsensusVotes): void {
  const bytes = 4 * shape[0] * shape[1] * shape[2] * (labels.length + 1);
  if (bytes <= NPZ_BYTES_AT_MOST) return;
  const mib = (count: number) => `${Math.round(count / 2 ** 20)} MiB`;
  const message = `its soft labels as one array take ${mib(bytes)} of at most ${mib(NPZ_BYTES_AT_MOST)}: name fewer labels (--labels)`;
  throw new InputError("E_TOO_LARGE", file, message);
}

function npzOf({ field, grid }: CaseVotes, { patterns, labels, weights }: ConsensusVotes): Uint8Array {
  const [nx, ny, nz] = grid.shape;
  const all = [0, ...labels];
  const voxels = nx * ny * nz;
  const data = new Float32Array(voxels * all.length);
  for (const [at, label] of all.entries()) {
    data.set(field.valueMap(patterns.map(({ ratings }) => voteShare(ratings, weights, label))), at * voxels);
  }
  return writeNpz({
    probabilities: { data, shape: [all.length, nz, ny, nx] },
    labels: { data: Int32Array.from(all), shape: [all.length] },
    raters: { data: Int32Array.of(weights.length), shape: [1] },
  });
}
