import { usualCases } from "./cases.ts";
import { bigPair } from "./files-to-values.ts";
import { allMetrics } from "./library.ts";
import { writePair } from "./pair-files.ts";
import { withRunner } from "./runner-process.ts";
import { type BenchSettings, say } from "./settings.ts";
import { spreadOf } from "./spread.ts";
import { shown, sizeText, table } from "./table.ts";

/** Division of the time of one pair: unpacking, and each exported function of the WebAssembly module by name. */
export async function phasesTable(settings: BenchSettings): Promise<string> {
  say("phases");
  const big = bigPair(settings.data);
  const one = usualCases.find(({ labels }) => labels === 53)!;
  const files = big?.files ?? writePair(settings.folder, one);
  const name = big ? `${big.size}, ${big.name}` : `${sizeText(one.shape)}, ${one.name}`;
  const options = { metrics: allMetrics, jobs: 1 };
  const rounds = await withRunner(async (runner) => {
    await runner.run({ kind: "phases", files, options });
    const answers = [];
    for (let k = 0; k < (settings.quick ? 2 : 7); k++)
      answers.push(await runner.run({ kind: "phases", files, options }));
    return answers.map(({ ms, phasesMs }) => ({ "all, files to values": ms, ...phasesMs }));
  });
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  const rows = names
    .map((phase) => ({
      phase,
      ms: spreadOf(rounds.map((round) => (round as Record<string, number>)[phase] ?? 0)),
    }))
    .filter(({ ms }) => ms.median >= 1)
    .sort((a, b) => b.ms.median - a.ms.median)
    .map(({ phase, ms }) => [phase, shown(ms)]);
  return `## Where the time goes\n\n${name}; ${allMetrics.join(",")}; one job; functions of the WebAssembly module called by the main thread\n\n${table(["part", "ms"], rows)}`;
}
