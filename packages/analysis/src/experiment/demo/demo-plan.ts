import { type DemoSite, demoSites } from "./demo-sites.ts";

export interface DemoSize {
  /** Cases of each data set. */
  readonly cases: number;
  readonly runs: number;
  readonly seed: number;
  /** Epochs of every training, of `batches` steps each. */
  readonly epochs: number;
}

const batches = 30;
const patch = 32;
const share = "60/40";

/** The plan of the demo: versions of all kinds, their networks alike. */
export function demoPlan({ runs, seed, epochs }: DemoSize): string {
  const settings = (of: number) =>
    `{ epochs: ${of}, batches: ${batches}, learningRate: 0.01, patch: ${patch} }`;
  const dataset = ({ id }: DemoSite) =>
    `  - { id: ${id}, images: ${id}/images, labels: ${id}/labels, truth: ${id}/truth, split: ${share}, seed: ${seed} }`;
  const engine = (of: number) => `engine: embedded, settings: ${settings(of)}`;
  const [first, second, third] = demoSites;
  return [
    "# Written by pgt study --demo: simulated CT, three sites, networks trained on versions of the labels of two of them.",
    ...demoSites.map(({ id, description }) => `# ${id} ${description}.`),
    "pgt: 1",
    "name: demo",
    "base:",
    ...[first, second].map(dataset),
    "downstream:",
    dataset(third),
    "generators:",
    "  # In-domain: each case by the network that did not see it.",
    `  - { id: cv, folds: 3, ${engine(epochs)} }`,
    "  # The same, trained for a short time.",
    `  - { id: short, folds: 2, ${engine(Math.ceil(0.4 * epochs))} }`,
    "  # Trained elsewhere, and the same with boxes around the labels as prompts.",
    `  - { id: far, trained: other, ${engine(epochs)} }`,
    `  - { id: box, trained: other, prompts: reference, ${engine(epochs)} }`,
    "  # Worse by a known amount.",
    "  - { id: worse1, degrade: { sigmaMm: 1 } }",
    "  - { id: worse2, degrade: { sigmaMm: 2, drop: 0.1 } }",
    "  - { id: worse3, degrade: { sigmaMm: 3, drop: 0.25 } }",
    "  - { id: larger, degrade: { biasMm: 2 } }",
    `train: { engine: embedded, runs: ${runs}, seed: ${seed}, settings: ${settings(epochs)} }`,
    "metrics: [dice, nsd@2]",
    "",
  ].join("\n");
}
