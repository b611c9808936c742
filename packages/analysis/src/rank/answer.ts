import { listed, percentOfSome, plural } from "@pgt/metrics";
import { type MetricAgreement, type Ranking, type ReferenceDependence, redundantFrom } from "@pgt/stats";
import type { LeftOutCase, MissingValue, RankedTask } from "./rank-types.ts";
import type { TaskValues } from "./task-values.ts";

/** The result of a ranking in sentences, without values of the metric. */
export function rankingAnswer(
  name: string,
  ranking: Ranking,
  byReference: ReferenceDependence | null,
  { leftOut, missing, task }: TaskValues,
): string[] {
  const first = ranking.algorithms.filter(({ rank }) => rank === 1).map(({ algorithm }) => algorithm);
  return [
    `${name}: ${listed(first)} ${first.length === 1 ? "is first" : "share the first rank"} of ${ranking.algorithms.length} by ${ranking.order} over ${plural(ranking.cases, "case")}${ordersText(ranking, first)}.`,
    stabilityText(ranking, first),
    ...groupText(ranking, first),
    ...(byReference ? [referenceText(byReference)] : []),
    ...missingText(ranking, missing),
    ...leftOutText(leftOut, task.cases),
  ];
}

function ordersText({ orders, algorithms }: Ranking, first: readonly string[]): string {
  const others = new Map<string, string[]>();
  for (const one of orders) {
    if (isSameSet(one.first, first) || one.first.length === algorithms.length) continue;
    const key = `${listed(one.first)} by`;
    others.set(key, [...(others.get(key) ?? []), one.order]);
  }
  const tied = orders.filter((one) => one.first.length === algorithms.length && !isSameSet(one.first, first));
  const byTests = tied.filter(({ order }) => order === "test-then-rank");
  const byValues = tied.filter(({ order }) => order !== "test-then-rank").map(({ order }) => order);
  if (byValues.length > 0) others.set("all share the first rank by", byValues);
  if (byTests.length > 0) others.set("the tests separate nobody (test-then-rank)", []);
  if (others.size === 0) return `, and so under all ${orders.length} aggregation orders`;
  return `; but ${[...others].map(([said, by]) => (by.length > 0 ? `${said} ${listed(by)}` : said)).join(", ")}`;
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function stabilityText({ stability, algorithms }: Ranking, first: readonly string[]): string {
  if (stability === null) {
    return "Fewer than five cases: how stable the ranking is cannot be told from resampling them.";
  }
  const { tau, replicates } = stability;
  const shareOf = (name: string) => algorithms.find(({ algorithm }) => algorithm === name)!.winnerShare!;
  const [leader] = first as [string];
  const stays =
    first.length === 1
      ? `It stays first in ${percentOfSome(shareOf(leader))}`
      : `First are ${listed(first.map((name) => `${name} in ${percentOfSome(shareOf(name))}`))}`;
  const rival = algorithms
    .filter(({ rank, winnerShare }) => rank > 1 && winnerShare! > 0)
    .sort((a, b) => b.winnerShare! - a.winnerShare!)[0];
  const isShared = algorithms.reduce((sum, { winnerShare }) => sum + winnerShare!, 0) > 1 + 1e-9;
  const shared = isShared ? " (the first rank can be shared)" : "";
  const next = rival ? `; ${rival.algorithm} is first in ${percentOfSome(rival.winnerShare!)}${shared}` : "";
  const taus = tau.quantiles
    ? ` (Kendall's tau with it: median ${tau.quantiles[2].toFixed(2)}, 2.5 to 97.5 % ${tau.quantiles[0].toFixed(2)} to ${tau.quantiles[4].toFixed(2)})`
    : "";
  return `${stays} of ${replicates} resamples of the cases${next}. The whole ranking comes out the same in ${percentOfSome(tau.sameRanking)}${taus}.`;
}

function groupText({ algorithms, tests, alpha }: Ranking, first: readonly string[]): string[] {
  if (first.length !== 1) return [];
  const [name] = first as [string];
  const own = tests
    .filter(({ better, significant }) => better === name && significant)
    .map(({ worse }) => worse);
  const others = algorithms.map(({ algorithm }) => algorithm).filter((one) => one !== name);
  const alike = others.filter((one) => !own.includes(one));
  const family = `(Wilcoxon signed rank, ${alpha * 100} % over all ${tests.length} tests by Holm)`;
  if (alike.length === 0) return [`It is significantly better than every other one ${family}.`];
  const better =
    own.length > 0
      ? `It is significantly better than ${listed(own)}, but not than`
      : "It is not significantly better than";
  return [`${better} ${listed(alike)} ${family}.`];
}

function referenceText({ byReference }: ReferenceDependence): string {
  const leaders = new Map<string, string[]>();
  for (const { reference, ranks } of byReference) {
    const key = listed(Object.keys(ranks).filter((name) => ranks[name] === 1));
    leaders.set(key, [...(leaders.get(key) ?? []), reference]);
  }
  const parts = [...leaders].map(([names, references]) => `${names} first against ${listed(references)}`);
  return `Single references (this project's derivation): ${parts.join("; ")}.`;
}

function missingText({ algorithms, missing: policy }: Ranking, missing: readonly MissingValue[]): string[] {
  const lacking = algorithms.filter(({ n, expected }) => n < expected);
  if (lacking.length === 0 || missing.length === 0) return [];
  const named = lacking.map(
    ({ algorithm, n, expected }) => `${algorithm} has ${n} of ${expected} cases complete`,
  );
  const counts =
    policy === "worst" ? "the missing values count as the worst" : `the missing values count as ${policy}`;
  return [`${named.join(", ")}; ${counts}.`];
}

function leftOutText(leftOut: readonly LeftOutCase[], ranked: readonly string[]): string[] {
  const isRanked = (one: LeftOutCase) => ranked.includes(one.case);
  const whole = leftOut.filter((one) => !isRanked(one));
  const reasons = [...new Set(whole.map(({ reason }) => reason))];
  const cases = new Set(whole.map((one) => one.case)).size;
  const part = leftOut.filter(isRanked).length;
  return [
    ...(cases > 0 ? [`Left out for all: ${plural(cases, "case")} (${listed(reasons)}).`] : []),
    ...(part > 0
      ? [
          `Without the label in one of several references: ${plural(part, "time")} a case counts by the others.`,
        ]
      : []),
  ];
}

/** Contribution of a metric to the others. */
export function agreementAnswer(
  name: string,
  { metrics, groups, pairs, concordance }: MetricAgreement,
  tasks: readonly Pick<RankedTask, "metric" | "ranking">[],
): string[] {
  const leaders = new Map<string, string[]>();
  for (const metric of metrics) {
    const ranked = tasks.find((task) => task.metric === metric)?.ranking.algorithms ?? [];
    const key = listed(ranked.filter(({ rank }) => rank === 1).map(({ algorithm }) => algorithm));
    leaders.set(key, [...(leaders.get(key) ?? []), metric]);
  }
  const flips = pairs
    .filter((pair) => pair.flips.flipped > 0)
    .map(({ first, second, flips: one }) => `${first} and ${second} ${one.flipped} of ${one.pairs}`);
  const redundant = groups?.filter((group) => group.length > 1) ?? [];
  return [
    `${name}: first ${[...leaders].map(([names, by]) => `by ${listed(by)} ${names}`).join(", ")}.`,
    flips.length === 0
      ? "No two metrics put two algorithms in opposite order by their means."
      : `Pairs of algorithms that the means of two metrics put in opposite order: ${flips.join("; ")}.`,
    groups === null
      ? "Fewer than five cases: whether metrics say the same cannot be told."
      : redundant.length === 0
        ? `No metrics are redundant (mean Spearman within algorithms of at least ${redundantFrom}).`
        : `Redundant, one of each would do: ${redundant.map((one) => listed(one)).join("; ")} (mean Spearman within algorithms of at least ${redundantFrom}).`,
    ...(concordance.w === null
      ? []
      : [
          `Kendall's W of the ${concordance.judges} metrics over ${concordance.items} algorithms: ${concordance.w.toFixed(2)}.`,
        ]),
  ];
}
