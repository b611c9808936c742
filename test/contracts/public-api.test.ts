import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** What `@pgt/core` offers: to take a name out, or change one, is a new major version. */
const values = [
  "InputError",
  "InternalError",
  "OutputError",
  "PgtError",
  "UsageError",
  "boundaries",
  "checkTables",
  "compare",
  "compareMany",
  "comparePaths",
  "conventionIds",
  "defaultMetrics",
  "derive",
  "disagreementSlices",
  "emptiesPolicies",
  "explainMetric",
  "interval",
  "percentileMethods",
  "presets",
  "prompts",
  "proposeStudy",
  "quality",
  "rank",
  "readLabelMap",
  "registry",
  "scoreColumns",
  "serveTasks",
  "simulateDesign",
  "structureMasks",
  "useWorkerEntry",
  "worth",
  "writeDemoStudy",
  "writeFile",
  "writeNifti",
  "writeSimulatedStudy",
];
const types = [
  "Affine",
  "Bound",
  "Boundary",
  "CaseFailure",
  "CasePair",
  "CaseSlices",
  "Comparison",
  "Convention",
  "ConventionId",
  "DemoOptions",
  "DemoStudy",
  "DeriveBase",
  "DeriveOptions",
  "Derived",
  "DerivedDataset",
  "DerivedLabel",
  "DesignReport",
  "DesignStudyOptions",
  "DisagreementSlices",
  "EmptiesPolicy",
  "FileFinding",
  "FittedNoise",
  "FolderLayout",
  "InputErrorCode",
  "IntervalOptions",
  "IntervalReport",
  "LabelData",
  "LabelMetricAgreement",
  "LabelVolume",
  "LeftOutCase",
  "MaskInput",
  "MeasureOptions",
  "MetricDefinition",
  "MetricExplanation",
  "MissingValue",
  "OutputOptions",
  "PercentileMethod",
  "Placement",
  "PlacementState",
  "Progress",
  "PromptBox",
  "PromptCase",
  "PromptLabel",
  "PromptOptions",
  "PromptReport",
  "PromptSettings",
  "QualityDataset",
  "QualityFolders",
  "QualityGenerator",
  "QualityOptions",
  "QualityReport",
  "QualitySettings",
  "QualityStudy",
  "QualitySummaries",
  "RankOptions",
  "RankReport",
  "RankedTask",
  "Reason",
  "RunOptions",
  "ScoreRow",
  "Settings",
  "SimulatedStudyOptions",
  "SliceMasks",
  "SliceRequest",
  "StructureMask",
  "StructureMasks",
  "StructureMasksOptions",
  "StudyCase",
  "StudyFolders",
  "StudyMember",
  "SummaryRow",
  "UnusedLabel",
  "TableCheckReport",
  "TableCheckSettings",
  "Vector3",
  "Warning",
  "WarningCode",
  "WindowMask",
  "WorkPlan",
  "WorthOptions",
  "WorthReport",
  "WorthSource",
  "WrittenStudy",
];

const distOf = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/pgt.wasm`));
const dist = distOf("@pgt/core");

/** Of Node alone. */
const notInPages = ["serveTasks", "useWorkerEntry", "writeFile"];

describe("the public surface of @pgt/core, built", () => {
  it("its values", async () => {
    expect(Object.keys(await import("@pgt/core")).sort()).toEqual(values);
  });

  it("its values and types, as declared", () => {
    expect(declaredIn(join(dist, "index.d.ts"))).toEqual([...values, ...types].sort());
  });

  it("its declarations stand alone: they import nothing of this workspace", () => {
    const text = ts.sys.readFile(join(dist, "index.d.ts")) ?? "";
    expect(text).not.toBe("");
    expect(text.match(/from ["']@pgt\/[^"']*["']/g)).toBeNull();
  });
});

describe("the public surface of @pgt/browser, built", () => {
  it("has all that @pgt/core has, but for threads and files of Node", () => {
    const offered = new Set(declaredIn(join(distOf("@pgt/browser"), "index.d.ts")));
    expect([...values, ...types].filter((name) => !offered.has(name))).toEqual(notInPages);
  });

  it("its errors keep their names when minified", async () => {
    const { InputError, InternalError, OutputError, UsageError } = await import("@pgt/browser");
    const found = [UsageError, OutputError, InternalError].map((one) => new one("E_TEST", "").name);
    expect(found).toEqual(["UsageError", "OutputError", "InternalError"]);
    expect(String(new InputError("E_GZIP", "a.nii.gz", "corrupt"))).toBe("InputError: a.nii.gz: corrupt");
  });
});

function declaredIn(file: string): string[] {
  const program = ts.createProgram([file], { noEmit: true, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`${file} is missing: build the packages first`);
  const module = checker.getSymbolAtLocation(source)!;
  return checker
    .getExportsOfModule(module)
    .map(({ name }) => name)
    .sort();
}
