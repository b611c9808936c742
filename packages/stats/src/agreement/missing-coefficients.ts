import { labelTitle, someOf } from "@pgt/metrics";
import type { AgreementRecord } from "./agreement-records.ts";
import { type UndefinedReason, undefinedReasons } from "./coefficient.ts";

/** Structures and pairs of raters that a sentence names, and coefficients. */
const mostPlaces = 3;
const mostCoefficients = 8;

/** Sentences on the values and intervals that records lack, with the reasons; those of one reason are put together. */
export function missingCoefficients(records: readonly AgreementRecord[]): string[] {
  return [
    ...sentences(records, "", ({ reason }) => reason),
    ...sentences(records, "interval of ", ({ intervalReason }) => intervalReason),
  ];
}

function sentences(
  records: readonly AgreementRecord[],
  what: string,
  reasonOf: (record: AgreementRecord) => UndefinedReason | null,
): string[] {
  const lacking = new Map<string, string[]>();
  for (const record of records) {
    const reason = reasonOf(record);
    if (reason === null) continue;
    const key = JSON.stringify([placeOf(record), reason]);
    lacking.set(key, [...(lacking.get(key) ?? []), record.coefficient]);
  }
  const places = new Map<string, string[]>();
  for (const [key, coefficients] of lacking) {
    const [place, reason] = JSON.parse(key) as [string, UndefinedReason];
    const said = `not given: ${undefinedReasons[reason]}`;
    const sentence = `${what}${someOf(coefficients, mostCoefficients)} ${said}`;
    places.set(sentence, [...(places.get(sentence) ?? []), place]);
  }
  return [...places].map(([sentence, where]) => `${someOf(where, mostPlaces, "; ")}: ${sentence}`);
}

function placeOf({ label, name, first, second }: AgreementRecord): string {
  const structure = label === null ? "all labels" : labelTitle({ label, name });
  return first === null || second === null ? structure : `${structure}, ${first} and ${second}`;
}
