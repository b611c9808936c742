import { jaccardDistance, type LeakCase } from "../interval/leak/leak-rule.ts";
import { areaOf, type Outline, polarOverlap } from "./polar-annotators.ts";

/** The leak rule's view of a model and the two annotations of one rater. */
export function polarLeakCase(model: Outline, first: Outline, repeat: Outline): LeakCase {
  const [a, b] = [areaOf(first), areaOf(repeat)];
  return {
    toFirst: distance(model, first),
    toRepeat: distance(model, repeat),
    betweenRepeats: distance(first, repeat),
    drift: a + b > 0 ? (a - b) / (a + b) : 0,
  };
}

/** 0 for two empty outlines, whose overlap is not defined. */
function distance(a: Outline, b: Outline): number {
  return areaOf(a) + areaOf(b) > 0 ? jaccardDistance(polarOverlap(a, b)) : 0;
}
