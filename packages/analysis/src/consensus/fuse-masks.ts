import type { FuseMasks, Mask } from "@pgt/runner";
import { foldMasks } from "./case-votes.ts";
import { consensusRequest, weightsOf } from "./consensus-settings.ts";
import { fuseCase, votesOfCase } from "./fuse-case.ts";

/**
 * Fuses masks as `pgt consensus` does by its defaults. A single one stays as it is: the consensus of one rater.
 *
 * @throws as `readCaseVotes`.
 */
export const fuseMasks: FuseMasks = async ({ count, read, fusion, source }) => {
  if (count === 1) return { ...(await read(0)), source };
  const ids = Array.from({ length: count }, (_, k) => String(k + 1));
  const request = consensusRequest({ methods: [fusion.method] }, ids);
  const first = { byName: false };
  const readNoting = async (k: number): Promise<Mask> => {
    const mask = await read(k);
    if (k === 0) first.byName = mask.byName;
    return mask;
  };
  const folded = await foldMasks({ count, read: readNoting }, fusion, request.regionMm ?? 0);
  const votes = votesOfCase(folded, weightsOf(request.settings, ids), request.regionMm);
  const { labels, warnings } = fuseCase(source, folded, votes, ids, request.methods[0], request);
  const { field, grid, names, notes } = folded;
  // Labels that nobody has named keep no name: a number is matched by itself.
  const labelNames = new Map([...names].filter(([label, name]) => name !== String(label)));
  const layer = {
    ...grid,
    data: field.labelMap(labels),
    source,
    ...(labelNames.size > 0 && { labelNames }),
    warnings: [...notes, ...warnings.map(({ code, message }) => ({ code, message, file: source }))],
  };
  return { layers: [layer], byName: first.byName, source };
};
