import { createRandom, type Random } from "@pgt/metrics";
import { type LeakCase, leakFindings, leakTests } from "../interval/leak/leak-rule.ts";
import { angleCount } from "./circle-field.ts";
import { drawAnnotation, drawStyle, drawTruth, newOutline, type Outline } from "./polar-annotators.ts";
import { polarLeakCase } from "./polar-leak-case.ts";

/** Errors of one rater in two sessions, in pixels and in shares of annotations. */
export interface LeakScenario {
  readonly name: string;
  readonly tau: number;
  readonly sigma: number;
  readonly mu: number;
  /** Share of annotations that miss an arc of an eighth, that miss the structure, and that invent an arc beside it. */
  readonly arcDrop: number;
  readonly miss: number;
  readonly invent: number;
  /** Shift of the second session. */
  readonly shift: number;
}

const plain = { tau: 1, sigma: 1, mu: 0, arcDrop: 0, miss: 0, invent: 0, shift: 0 };

export const leakScenarios: readonly LeakScenario[] = [
  { name: "displacement", ...plain },
  { name: "mostly random", ...plain, tau: 0.25 },
  { name: "mostly a rater's own", ...plain, tau: 2 },
  { name: "shared bias", ...plain, mu: 1.4 },
  { name: "arcs missed in 20 %", ...plain, arcDrop: 0.2 },
  { name: "structure missed in 10 %", ...plain, miss: 0.1 },
  { name: "parts invented in 20 %", ...plain, invent: 0.2 },
  { name: "missed in 10 %, invented in 20 %", ...plain, miss: 0.1, invent: 0.2 },
  { name: "second session 0.5 px larger", ...plain, shift: 0.5 },
];

/** Models from honest to one that learned the test annotations by heart. */
export const leakModels = ["truth", "style", "half the noise", "all the noise"] as const;
export type LeakModel = (typeof leakModels)[number];

export interface LeakRates {
  readonly scenario: LeakScenario;
  readonly cases: number;
  /** Share of studies in which the leak rule suspects the model. */
  readonly suspected: Readonly<Record<LeakModel, number>>;
}

export interface LeakRateOptions {
  readonly replicates: number;
  readonly seed: number;
}

/** Far above the streams of the coverage studies. */
const streamsFrom = 2 ** 44;

/** Rate at which the leak rule suspects models of known kind; the result depends on the arguments and nothing else. */
export function leakRates(
  scenario: LeakScenario,
  cases: number,
  { replicates, seed }: LeakRateOptions,
): LeakRates {
  const counts = ofEachModel(() => 0);
  const place = leakScenarios.indexOf(scenario) * 1024 + cases;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = createRandom(seed, streamsFrom + place * 2 ** 20 + replicate);
    const found = simulateLeaks(scenario, cases, random);
    for (const model of leakModels) {
      const tests = leakTests(found[model]);
      if (tests !== null && leakFindings([tests])[0] !== null) counts[model]++;
    }
  }
  return { scenario, cases, suspected: ofEachModel((model) => counts[model] / replicates) };
}

function simulateLeaks(scenario: LeakScenario, cases: number, random: Random): Record<LeakModel, LeakCase[]> {
  const found = ofEachModel((): LeakCase[] => []);
  const [truth, style, first, second] = [newOutline(), newOutline(), newOutline(), newOutline()];
  const [noise, unused] = [newOutline(), newOutline()];
  drawStyle(random, scenario.tau, style);
  for (let i = 0; i < cases; i++) {
    drawTruth(random, truth);
    annotate(scenario, { truth, style, mu: scenario.mu }, random, noise, first);
    annotate(scenario, { truth, style, mu: scenario.mu + scenario.shift }, random, unused, second);
    const styled = truth.map((radius, j) => Math.max(0, radius + scenario.mu + style[j]));
    const models: Record<LeakModel, Outline> = {
      truth,
      style: styled,
      "half the noise": styled.map((radius, j) => (radius + first[j]) / 2),
      "all the noise": first,
    };
    for (const model of leakModels) found[model].push(polarLeakCase(models[model], first, second));
  }
  return found;
}

function annotate(
  { sigma, arcDrop, miss, invent }: LeakScenario,
  { truth, style, mu }: { readonly truth: Outline; readonly style: Outline; readonly mu: number },
  random: Random,
  noise: Outline,
  into: Outline,
): void {
  drawAnnotation(random, truth, style, { mu, tau: 0, sigma, arcDrop }, noise, into);
  if (invent > 0 && random.next() < invent) inventArc(random.nextBelow(angleCount), into);
  if (miss > 0 && random.next() < miss) into.fill(0);
}

/** An arc of a sixteenth of the outline drawn half as far out again. */
function inventArc(first: number, outline: Outline): void {
  for (let step = 0; step < angleCount / 16; step++) outline[(first + step) % angleCount] *= 1.5;
}

function ofEachModel<Value>(make: (model: LeakModel) => Value): Record<LeakModel, Value> {
  return Object.fromEntries(leakModels.map((model) => [model, make(model)])) as Record<LeakModel, Value>;
}
