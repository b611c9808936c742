import { listed, nounFor, plural } from "@pgt/metrics";
import { type LabelUsers, labelUses, listedLabels, type UsedLabel, usersOf } from "../../scores/label-use.ts";
import { ofStudy, type Warning } from "./warning.ts";

/** More labels than this are the grey values of an image rather than structures. */
const manyLabels = 256;
/** Share of a user's cases from which a label counts as one that is marked as a rule. */
const asARule = 0.5;

/** Words for what unites two labels of the same structure: `from` of some entities is `to` of others. */
export type LabelRemedy = (from: number, to: number, entities: string) => string;

const inManifest: LabelRemedy = (from, to, entities) =>
  `say so in the study manifest, for instance with map: { ${from}: ${to} } for ${entities}, or with --map`;

/** W-LABELS: numbers that hardly stand for the same structures, or for structures at all. */
export function labelUseWarnings(study: LabelUsers, remedy: LabelRemedy = inManifest): Warning[] {
  const uses = labelUses(study);
  return [...imagesForMasks(study, uses), ...apartWarning(groupsApart(study, uses), remedy)];
}

function imagesForMasks(study: LabelUsers, uses: readonly UsedLabel[]): Warning[] {
  return imageLike(study, uses).map((entity) => {
    const own = labelsOf(uses, entity);
    const negative = own.filter(({ label }) => label < 0);
    const below =
      negative.length > 0 ? `, of which ${negative.length} below 0 (${listedLabels(negative)})` : "";
    return ofStudy(
      "W-LABELS",
      `The masks of ${entity} have ${plural(own.length, "different label")}${below}: is this an image? Every value other than 0 counts as a structure. Check that ${entity} is given masks, or name the labels to compare.`,
    );
  });
}

/** Entities whose masks have labels as an image has grey values. */
export function imageLike({ raters, models = [] }: LabelUsers, uses: readonly UsedLabel[]): string[] {
  return [...raters, ...models].filter((entity) => {
    const own = labelsOf(uses, entity);
    return own.length > manyLabels || own.some(({ label }) => label < 0);
  });
}

function labelsOf(uses: readonly UsedLabel[], entity: string): UsedLabel[] {
  return uses.filter(({ by }) => (by.get(entity)?.marked.size ?? 0) > 0);
}

interface LabelGroup {
  readonly users: readonly string[];
  readonly labels: readonly UsedLabel[];
}

/** Labels, by who marks them, that nobody marks together with those of another group. */
export function groupsApart(study: LabelUsers, uses = labelUses(study)): LabelGroup[] {
  const images = new Set(imageLike(study, uses));
  const groups = new Map<string, { users: string[]; labels: UsedLabel[] }>();
  for (const used of uses) {
    const users = usersOf(used);
    if (users.length === 0 || users.some((entity) => images.has(entity)) || !isMarkedAsARule(used)) continue;
    const key = JSON.stringify(users);
    const group = groups.get(key) ?? groups.set(key, { users, labels: [] }).get(key)!;
    group.labels.push(used);
  }
  const all = [...groups.values()];
  return all.filter((one) => all.some((other) => areApart(one, other)));
}

function areApart(one: LabelGroup, other: LabelGroup): boolean {
  return !other.users.some((entity) => one.users.includes(entity));
}

function isMarkedAsARule(used: UsedLabel): boolean {
  return usersOf(used).every((entity) => {
    const { cases, marked } = used.by.get(entity)!;
    return marked.size >= asARule * cases.size;
  });
}

function apartWarning(groups: readonly LabelGroup[], remedy: LabelRemedy): Warning[] {
  if (groups.length === 0) return [];
  const everyone = [...new Set(groups.flatMap(({ users }) => users))];
  const parts = groups.map(({ users, labels }) => {
    const never = everyone.filter((entity) => !users.includes(entity));
    return `${nounFor(labels.length, "label")} ${listedLabels(labels)} by ${listed(users)} and never by ${listed(never)}`;
  });
  const [first] = groups;
  const second = groups.find((group) => areApart(first, group));
  const advice = remedy(second!.labels[0].label, first.labels[0].label, listed(second!.users));
  return [
    ofStudy(
      "W-LABELS",
      `Different labels are marked: ${parts.join("; ")}. They are compared as different structures, each missed by the others. If they are the same structure, ${advice}.`,
    ),
  ];
}
