import { type Interval, noInterval } from "../inference/interval-options.ts";
import type { CeilingAgreement } from "../uncertainty/ceiling-agreement.ts";
import type { BlandAltman, Limits } from "./bland-altman.ts";
import type { BootstrapInterval } from "./case-bootstrap.ts";
import { type Defined, defined, notDefined, type UndefinedReason } from "./coefficient.ts";
import { iccForms } from "./intraclass-correlation.ts";
import type { PresenceAgreement } from "./presence-agreement.ts";
import type { Repeatability, VolumeAgreement, VolumePairAgreement } from "./volume-agreement.ts";
import type { VoxelAgreement } from "./voxel-agreement.ts";

/** One coefficient of the agreement of raters: a row of its table. */
export interface AgreementRecord extends Interval {
  /** Null: the whole label map. */
  readonly label: number | null;
  readonly name: string;
  readonly on: "voxels" | "volumes" | "presence" | "ceiling";
  readonly coefficient: string;
  /** The two raters of a coefficient of two, second against first; or the one of a repeatability. */
  readonly first: string | null;
  readonly second: string | null;
  readonly value: number | null;
  readonly unit: "1" | "mL" | "mL²";
  /** Cases used, of those expected. */
  readonly n: number;
  readonly expected: number;
  /** Why there is no value, or no interval. */
  readonly reason: UndefinedReason | null;
  readonly intervalReason: UndefinedReason | null;
}

export interface AgreementTables {
  readonly voxels: readonly VoxelAgreement[];
  readonly volumes: readonly VolumeAgreement[];
  readonly presence: readonly PresenceAgreement[];
  /** Absent in documents of earlier versions. */
  readonly ceilings?: readonly CeilingAgreement[];
}

/** Every coefficient of an agreement, in the order of its tables. */
export function agreementRecords(tables: AgreementTables): AgreementRecord[] {
  const { voxels, volumes, presence, ceilings = [] } = tables;
  return [
    ...voxels.flatMap(ofVoxels),
    ...volumes.flatMap(ofVolumes),
    ...presence.flatMap(ofPresence),
    ...ceilings.flatMap(ofCeilings),
  ];
}

type Place = Pick<AgreementRecord, "label" | "name" | "on" | "n" | "expected"> &
  Partial<Pick<AgreementRecord, "first" | "second">>;
type Found = Pick<AgreementRecord, "value" | "reason"> &
  Partial<Interval> & { readonly ci?: BootstrapInterval };

function record(
  place: Place,
  coefficient: string,
  { value, reason, ci, low = null, high = null }: Found,
  unit: AgreementRecord["unit"] = "1",
): AgreementRecord {
  return {
    ...{ first: null, second: null },
    ...place,
    ...{ coefficient, value, low: ci ? ci.low : low, high: ci ? ci.high : high, unit, reason },
    intervalReason: value !== null && ci ? ci.reason : null,
  };
}

function ofVoxels(row: VoxelAgreement): AgreementRecord[] {
  const { label, name, cases, emptyCases } = row;
  const place: Place = { label, name, on: "voxels", n: cases, expected: cases + emptyCases };
  return [
    record(place, "Fleiss kappa", row.fleiss),
    record(place, "Krippendorff alpha", row.alpha),
    record(place, "Gwet AC1", row.ac1),
    record(place, "GCI", row.gci),
    record(place, "positive agreement", row.positiveAgreement),
  ];
}

function ofVolumes(row: VolumeAgreement): AgreementRecord[] {
  const { label, name, expected, icc, alpha, pairs, repeatability } = row;
  const place: Place = { label, name, on: "volumes", n: icc.n, expected };
  const none = icc.forms["2,1"].reason ?? "TOO_FEW_CASES";
  const known = (value: number | null | undefined): Found =>
    value === null || value === undefined ? notDefined(none) : defined(value);
  return [
    ...iccForms.map((form) => record(place, `ICC(${form})`, icc.forms[form])),
    record({ ...place, n: alpha.units }, "Krippendorff alpha (interval)", alpha),
    record(place, "SEM", known(icc.standardErrorOfMeasurement), "mL"),
    ...(["cases", "raters", "error"] as const).map((part) =>
      record(place, `variance of ${part}`, known(icc.components?.[part]), "mL²"),
    ),
    ...pairs.flatMap((pair) => ofPair(place, pair)),
    ...repeatability.flatMap((one) => ofRepeats(place, one)),
  ];
}

function ofPair(
  whole: Place,
  { first, second, n, blandAltman, concordance }: VolumePairAgreement,
): AgreementRecord[] {
  const place = { ...whole, first, second, n };
  return [
    ...limits(place, "", blandAltman.difference, blandAltman.reason, "mL"),
    ...limits(place, " of ratios", blandAltman.ratio, blandAltman.ratioReason, "1"),
    record(place, "Lin concordance", concordance),
  ];
}

function limits(
  place: Place,
  of: string,
  found: Limits | null,
  reason: BlandAltman["reason"],
  unit: "mL" | "1",
): AgreementRecord[] {
  const parts = [
    [of === "" ? "mean difference" : "mean ratio", "bias"],
    [`lower limit of agreement${of}`, "lowerLimit"],
    [`upper limit of agreement${of}`, "upperLimit"],
  ] as const;
  return parts.map(([title, part]) => {
    const { estimate, low, high } = found?.[part] ?? { estimate: null, ...noInterval };
    const value: Defined = estimate === null ? notDefined(reason ?? "TOO_FEW_CASES") : defined(estimate);
    return record(place, title, { ...value, low, high }, unit);
  });
}

function ofRepeats(whole: Place, { rater, sdMl, coefficientMl, n }: Repeatability): AgreementRecord[] {
  const place = { ...whole, first: rater, second: rater, n };
  return [
    record(place, "standard deviation of repeats", defined(sdMl), "mL"),
    record(place, "repeatability coefficient", defined(coefficientMl), "mL"),
  ];
}

function ofPresence(row: PresenceAgreement): AgreementRecord[] {
  const { label, name, region, kappa } = row;
  const place: Place = { label, name, on: "presence", n: region.cases, expected: region.cases };
  return [
    record(place, "share of pairs that agree", row.percent),
    record(place, "Gwet AC1", row.ac1),
    record(place, "Fleiss kappa", row.fleiss),
    record(place, "positive agreement", row.positive),
    record(place, "negative agreement", row.negative),
    record({ ...place, n: kappa.units }, "Conger kappa", kappa),
  ];
}

function ofCeilings({ label, name, expected, leaveOneOut, n, cases }: CeilingAgreement): AgreementRecord[] {
  const place: Place = { label, name, on: "ceiling", n, expected: cases };
  return [
    record(place, "largest expected Dice", expected),
    record(place, "Dice of the rater left out", leaveOneOut),
  ];
}
