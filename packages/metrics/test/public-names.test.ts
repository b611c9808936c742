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
      "atanh",
      "boundaries",
      "cbrt",
      "challengeDistanceMm",
      "conventionIds",
      "createRandom",
      "cube",
      "defaultMetrics",
      "defaultSeed",
      "didYouMean",
      "emptiesOf",
      "emptiesPolicies",
      "evaluate",
      "exp",
      "explainMetric",
      "findMetric",
      "log",
      "log2",
      "metricNames",
      "outputFault",
      "parseMetric",
      "parseMetrics",
      "percentileMethods",
      "planNeeds",
      "powerOfTen",
      "presets",
      "randomFromState",
      "registry",
      "resolveConvention",
      "scoreColumns",
      "splitMix64",
      "suggest",
      "tanh",
      "toleranceSlack",
    ]
  `);
});
