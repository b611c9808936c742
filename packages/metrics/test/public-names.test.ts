import { expect, it } from "vitest";
import * as metrics from "../src/index.ts";

it("the public names are these", () => {
  expect(Object.keys(metrics).sort()).toMatchInlineSnapshot(`
    [
      "InputError",
      "InternalError",
      "OutputError",
      "PgtError",
      "UsageError",
      "boundaries",
      "challengeDistanceMm",
      "conventionIds",
      "createRandom",
      "defaultMetrics",
      "defaultSeed",
      "didYouMean",
      "emptiesOf",
      "emptiesPolicies",
      "evaluate",
      "explainMetric",
      "findMetric",
      "metricNames",
      "parseMetric",
      "parseMetrics",
      "percentileMethods",
      "planNeeds",
      "presets",
      "randomFromState",
      "registry",
      "resolveConvention",
      "scoreColumns",
      "splitMix64",
      "suggest",
      "toleranceSlack",
    ]
  `);
});
