import { type MaskRow, parseMetrics, presets, type ScoreRow } from "@pgt/metrics";
import { pgtInterval } from "@pgt/stats";
import type { ReportInput } from "../src/interval/report-input.ts";

export interface StudyOptions {
  readonly cases?: readonly string[];
  readonly metrics?: readonly string[];
  readonly repeats?: boolean;
  readonly models?: readonly string[];
}

const raters = ["anna", "ben", "cleo"];
const structures = [
  { label: 1, name: "kidney" },
  { label: 2, name: "tumor" },
];

/** A small study through the statistics proper; scores fall smoothly with case, structure and pair. */
export function studyInput({
  cases = ["patient-0001", "patient-0002", "patient-0003", "patient-0004"],
  metrics = ["dice", "hd95"],
  repeats = true,
  models = ["unet"],
}: StudyOptions = {}): ReportInput {
  const requests = parseMetrics(metrics);
  const annotations = raters.flatMap((id) =>
    repeats
      ? [
          { id, session: 1 },
          { id, session: 2 },
        ]
      : [{ id, session: 1 }],
  );
  const pairs = [
    ...annotations.flatMap((a, place) => annotations.slice(place + 1).map((b) => ({ a, b }))),
    ...models.flatMap((id) => annotations.map((a) => ({ a, b: { id, session: 1 } }))),
  ];
  const rows = cases.flatMap((caseId, caseIndex) =>
    structures.flatMap(({ label, name }) =>
      pairs.flatMap(({ a, b }, pairIndex) =>
        requests.map(({ key, definition }): ScoreRow => {
          const loss =
            0.02 * label +
            0.005 * caseIndex +
            0.003 * (pairIndex % 4) +
            (a.id === b.id ? 0 : 0.02) +
            (models.includes(b.id) ? 0.03 : 0);
          return {
            case: caseId,
            label,
            name,
            metric: key,
            a: a.id,
            aSession: a.session,
            b: b.id,
            bSession: b.session,
            value: definition.direction === "higher" ? 1 - loss : 50 * loss,
            unit: definition.unit,
            reason: null,
          };
        }),
      ),
    ),
  );
  const masks = cases.flatMap((caseId, caseIndex) =>
    structures.flatMap(({ label, name }) =>
      annotations.map(
        ({ id, session }): MaskRow => ({
          case: caseId,
          label,
          name,
          entity: id,
          session,
          volumeMl: (10 + caseIndex) * label * (1 + 0.05 * raters.indexOf(id)),
          areaMm2: 2000 * label,
        }),
      ),
    ),
  );
  return {
    version: "9.9.9",
    settings: {
      convention: presets.pgt.convention,
      metrics: requests.map(({ key }) => key),
      labels: null,
      worstCase: "diagonal",
    },
    raters,
    rows,
    ...pgtInterval({ rows, raters, models, metrics: requests, cases, masks }),
    notes: [],
    failures: [],
    masks,
  };
}
