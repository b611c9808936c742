import { readMask } from "../masks/mask.ts";
import type { ErrandPort } from "../platform/platform.ts";
import { getEngine } from "../scores/engine-instance.ts";
import { fromPlainPlan } from "../scores/plan.ts";
import type { Errand, PlainOutcome, Reply, Request } from "./errands.ts";
import { toPlainError } from "./plain-error.ts";
import { prepareMask, transferable } from "./prepared-mask.ts";
import { scoreCases } from "./score-cases.ts";

/** Serves errands until the thread is ended. */
export function serveErrands(port: ErrandPort): void {
  const reply = (message: Reply, transfer: ArrayBuffer[] = []) => port.post(message, transfer);
  port.onMessage(async (message) => {
    const { id, errand } = message as Request;
    try {
      const { result, transfer } = await serve(errand, (outcome) => reply({ id, outcome }));
      reply({ id, result }, transfer);
    } catch (error) {
      reply({ id, thrown: toPlainError(error) });
    }
  });
}
async function serve(errand: Errand, onOutcome: (outcome: PlainOutcome) => void) {
  if (errand.kind === "distances") return { result: (await getEngine()).helpWith(errand.errand) };
  const plan = fromPlainPlan(errand.plan);
  const { classIds } = errand;
  if (errand.kind === "prepare") {
    const mask = await readMask(errand.source, classIds);
    const result = prepareMask(await getEngine(), mask, plan);
    return { result, transfer: transferable(result) };
  }
  for await (const outcome of scoreCases(errand.pairs, { plan, classIds, helpers: errand.helpers })) {
    onOutcome(
      "failure" in outcome
        ? { failure: outcome.failure, error: toPlainError(outcome.error) }
        : { result: outcome.result },
    );
  }
  return { result: undefined };
}
