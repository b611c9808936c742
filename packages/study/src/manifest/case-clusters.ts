import { mostSteps } from "./expression-steps.ts";
import type { YamlSource } from "./yaml-source.ts";

export type RawClusters = string | Readonly<Record<string, string | number>>;

/** Signs of an expression, and steps that it may take for one case: a second at most. */
const MOST_SIGNS = 1000;
const MOST_STEPS = 1e9;

/**
 * Reads the patients of cases: a list, or an expression whose first group is the patient. A case that neither tells is
 * a patient of its own.
 *
 * @returns patient of a case; throws InputError E_MANIFEST for a case whose id the expression might take very long for.
 * @throws InputError E_MANIFEST for what is no expression with a group.
 */
export function readClusters(source: YamlSource, raw: RawClusters): (caseId: string) => string {
  if (typeof raw !== "string") {
    const patients = new Map(Object.entries(raw).map(([id, patient]) => [id, String(patient)]));
    return (caseId) => patients.get(caseId) ?? caseId;
  }
  if (raw.length > MOST_SIGNS) {
    throw source.fault(["clusters"], `expected at most ${MOST_SIGNS} signs, found ${raw.length}`);
  }
  const check = (text: string) => {
    if (mostSteps(raw, text.length) <= MOST_STEPS) return;
    const where = text === "" ? "" : ` on a case such as "${text}"`;
    const hint = "Repeat no group that is repeated inside, and use fewer of * and +: ^(P\\d+)_";
    throw source.fault(["clusters"], `the expression may take very long${where}. ${hint}`);
  };
  const expression = expressionOf(source, raw, () => check(""));
  return (caseId) => {
    check(caseId);
    return expression.exec(caseId)?.[1] ?? caseId;
  };
}

function expressionOf(source: YamlSource, raw: string, check: () => void): RegExp {
  const compile = (text: string) => {
    try {
      return new RegExp(text);
    } catch (cause) {
      throw source.fault(["clusters"], `not a regular expression (${(cause as Error).message})`);
    }
  };
  const expression = compile(raw);
  check();
  if (compile(`${raw}|`).exec("")!.length < 2) {
    throw source.fault(["clusters"], `the expression needs a group in brackets for the patient: ^(P\\d+)_`);
  }
  return expression;
}
