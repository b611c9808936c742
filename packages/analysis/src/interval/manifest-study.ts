import { parseDatasetJson, parseDsegTsv } from "@pgt/io";
import { InputError, isMaskToOpen, type Note } from "@pgt/metrics";
import type { InputHash, RunOptions } from "@pgt/runner";
import {
  dirname,
  findCases,
  isFolder,
  join,
  listFolder,
  makePlan,
  type Plan,
  readText,
  resolve,
} from "@pgt/runner";
import {
  type DatasetLabels,
  type EntityRole,
  findMasks,
  labelPreset,
  lineageOf,
  type MaskPattern,
  type MatchedPath,
  type Relabelling,
  readLabelMapFile,
  readManifest,
  resolveLabelMap,
  type StoredMask,
  type StudyEntity,
  type StudyManifest,
} from "@pgt/study";
import { defaultWorstCase } from "./default-worst-case.ts";
import type { LoadedEntity, LoadedStudy } from "./loaded-study.ts";

/**
 * A study given by its manifest. Options go before what the manifest says.
 *
 * @throws InputError E_MANIFEST naming line and field; for a file or folder that it names and that is not there.
 */
export async function loadManifest(
  path: string,
  options: RunOptions,
  compared: ComparedRoles = ofBounds,
): Promise<LoadedStudy> {
  const inputs: InputHash[] = [];
  if (await isFolder(path)) {
    const message =
      "expected a study manifest, found a folder. A manifest says which masks are whose: pgt init FOLDER --out study.yaml proposes one, for the folder with the masks of all";
    throw new InputError("E_MANIFEST", path, message);
  }
  const manifest = readManifest(await readText(path, inputs), path);
  const folder = dirname(path);
  const read: ReadNamed = async (named) => {
    const file = resolve(folder, named);
    return { file, text: await readText(file, inputs) };
  };
  const labels = manifest.labels === undefined ? undefined : await labelsOf(manifest.labels, read);
  const asked = { ...options, ...metricsOf(manifest, options, compared) };
  const plan = await planOf(manifest, labels, asked, inputs);
  const studyNames = plan.dataset && namesOf(plan.dataset);
  const entities: LoadedEntity[] = [];
  const labelling: Relabelling[] = [];
  const ofRoles = manifest.entities.filter(({ role }) => compared.roles.includes(role));
  const isRead = ({ kind }: StudyEntity) => kind === "labels" || compared.takesMaps === true;
  for (const entity of ofRoles.filter(isRead)) {
    const relabelling = await relabellingOf(entity, studyNames, plan.dataset?.labels, read);
    if (relabelling) labelling.push(relabelling);
    entities.push(await entityOf(entity, folder, relabelling));
  }
  // A fault of the expression for patients comes before the comparisons, not after.
  for (const { cases } of entities) for (const id of cases.keys()) manifest.clusterOf?.(id);
  const lineage = lineageOf(manifest.entities);
  return {
    ...(manifest.name !== undefined && { name: manifest.name }),
    plan,
    entities,
    lineage,
    ...(manifest.clusterOf && { clusterOf: manifest.clusterOf }),
    notes: [
      ...otherRoles(manifest, compared),
      ...unreadMaps(ofRoles.filter((entity) => !isRead(entity))),
      ...(compared.roles.includes("rater") ? lineage.notes : []),
    ],
    inputs,
    ...(labelling.length > 0 && { labelling: plainMaps(labelling) }),
  };
}

/** Entities of a manifest that are compared, and their roles. */
export interface ComparedRoles {
  readonly roles: readonly EntityRole[];
  /** Sets of probability maps are among them. */
  readonly takesMaps?: boolean;
  /** Reason in the note on the others: `the interval is made of raters and models`. */
  readonly made: string;
  /** Metrics if neither options nor manifest name any. Default: `defaultMetrics`. */
  readonly metrics?: readonly string[];
}

const ofBounds: ComparedRoles = {
  roles: ["rater", "model"],
  made: "the interval is made of raters and models",
};

/** A consensus is held against raters and models, and makes no bound. */
export const ofInterval: ComparedRoles = { ...ofBounds, roles: [...ofBounds.roles, "consensus"] };

type ReadNamed = (path: string) => Promise<{ readonly file: string; readonly text: string }>;

async function labelsOf(
  labels: ReadonlyMap<number, string> | string,
  read: ReadNamed,
): Promise<DatasetLabels> {
  if (typeof labels !== "string") return namedLabels(labels, "the labels of the study");
  const preset = labelPreset(labels);
  if (preset) return namedLabels(preset.names, `the preset ${preset.id}`);
  const { file, text } = await read(labels);
  return /\.tsv$/i.test(file) ? namedLabels(parseDsegTsv(text, file), file) : parseDatasetJson(text, file);
}

function namedLabels(names: ReadonlyMap<number, string>, source: string): DatasetLabels {
  return { labels: [...names].map(([label, name]) => ({ label, name, ids: [label] })), source };
}

/** Regions, being several ids, are not among them. */
function namesOf({ labels }: DatasetLabels): Map<number, string> {
  return new Map(labels.filter(({ ids }) => ids.length === 1).map(({ ids, name }) => [ids[0], name]));
}

function metricsOf(
  manifest: StudyManifest,
  options: RunOptions,
  { metrics }: ComparedRoles,
): Pick<RunOptions, "metrics"> {
  const isOpen = options.metrics === undefined && manifest.metrics === undefined;
  return isOpen && metrics ? { metrics } : {};
}

async function planOf(
  manifest: StudyManifest,
  labels: DatasetLabels | undefined,
  options: RunOptions,
  inputs: InputHash[],
): Promise<Plan> {
  const { metrics, convention, worstCase } = manifest;
  const measured = {
    ...(metrics && { metrics }),
    ...(options.convention === undefined && convention),
    ...options,
    worstCase: options.worstCase ?? worstCase ?? defaultWorstCase,
  };
  const plan = await makePlan(measured, inputs);
  if (!labels || plan.dataset) return plan;
  const asked = plan.asked ?? labels.labels.map(({ label }) => label);
  return { ...plan, dataset: labels, settings: { ...plan.settings, labels: asked } };
}

async function relabellingOf(
  { id, session, labels, map }: StudyEntity,
  studyNames: ReadonlyMap<number, string> | undefined,
  structures: DatasetLabels["labels"] | undefined,
  read: ReadNamed,
): Promise<Relabelling | undefined> {
  if (labels === undefined && map === undefined) return undefined;
  const own = labels === undefined ? undefined : await labelsOf(labels, read);
  const names = own && namesOf(own);
  const named = typeof map === "string" ? await read(map) : undefined;
  const labelMap = named
    ? readLabelMapFile(named.text, named.file)
    : typeof map === "object"
      ? map
      : undefined;
  return {
    id: session === 1 ? id : `${id} (session ${session})`,
    ...(names && { names }),
    ...(labelMap && { map: resolveLabelMap(labelMap, studyNames, structures) }),
    ...(studyNames && { studyNames }),
  };
}

async function entityOf(
  entity: StudyEntity,
  base: string,
  relabelling: Relabelling | undefined,
): Promise<LoadedEntity> {
  const { id, role, session, masks, kind } = entity;
  const found = await findMasks(...upFrom(base, masks), listFolder);
  if (found.size === 0) {
    throw new InputError(
      "E_CASES",
      masks.text,
      `no mask found for ${id}, looked for in ${base}. Check the pattern; {case} stands for the case, * for any part of a name`,
    );
  }
  const cases = new Map<string, StoredMask>();
  for (const [caseId, match] of found) {
    const source = await sourceOf(match);
    cases.set(caseId, relabelling ? { ...source, relabelling } : source);
  }
  return { id, role, session, folder: masks.text, cases, ...(kind === "probabilities" && { kind }) };
}

/** `../masks/{case}` in `a/b` is `masks/{case}` in `a`. */
function upFrom(base: string, { text }: MaskPattern): [MaskPattern, string] {
  const [ups = ""] = /^(\.\.?\/)*/.exec(text) ?? [];
  return [{ text: text.slice(ups.length) }, join(base, ups)];
}

async function sourceOf({ path, isDirectory }: MatchedPath): Promise<StoredMask> {
  if (!isDirectory) return { kind: "file", path };
  const files = (await listFolder(path)).filter(({ name }) => !name.startsWith(".") && isMaskToOpen(name));
  // The pattern says that the folder is one case, so its files are classes whatever their names.
  const { cases } = await findCases(path, files.length > 1 ? "classes" : "auto");
  if (cases.size === 1) return [...cases.values()][0];
  throw new InputError(
    "E_CASES",
    path,
    `expected the mask of one case in this folder (one file, or one file per class), found ${cases.size}`,
  );
}

function otherRoles({ entities }: StudyManifest, { roles, made }: ComparedRoles): Note[] {
  const others = new Map(entities.map(({ id, role }) => [id, role]));
  return [...others]
    .filter(([, role]) => !roles.includes(role))
    .map(([id, role]) => ({
      code: "N-ROLES",
      entity: id,
      message: `{entity} is a ${role}: ${made}, so it is left out.`,
    }));
}

function unreadMaps(entities: readonly StudyEntity[]): Note[] {
  return [...new Set(entities.map(({ id }) => id))].map((id) => ({
    code: "N-ROLES",
    entity: id,
    message: "{entity} has probabilities: masks of labels are compared here, so it is left out.",
  }));
}

function plainMaps(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one) => (one instanceof Map ? [...one] : one)));
}
