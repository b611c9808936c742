import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { compareTable } from "../src/commands/compare/compare-table.ts";
import { intervalPlots } from "../src/commands/interval/interval-plot.ts";
import { intervalText } from "../src/commands/interval/interval-report.ts";
import { decimalsOf, formatNumber } from "../src/terminal/numbers.ts";
import { progressLine } from "../src/terminal/progress.ts";
import { describeTerminal, paint } from "../src/terminal/terminal.ts";
import { renderTable } from "../src/terminal/text-table.ts";
import {
  bound,
  comparison,
  placement,
  plainTerminal,
  reliability,
  report,
  scoreRow,
  summaryRow,
} from "./fakes.ts";

const ascii = { ...plainTerminal, unicode: false };

describe("numbers", () => {
  it("have the decimals of their unit and show what is undefined as a sign", () => {
    expect(formatNumber(0.5, decimalsOf(""), "—")).toBe("0.5000");
    expect(formatNumber(12.34567, decimalsOf("mm"), "—")).toBe("12.346");
    expect(formatNumber(1234.56, decimalsOf("mm3"), "—")).toBe("1234.6");
    expect(formatNumber(null, 4, "—")).toBe("—");
    expect(formatNumber(Number.NaN, 4, "—")).toBe("—");
    expect(formatNumber(-0.00001, 4, "—")).toBe("0.0000");
  });
});

describe("a terminal", () => {
  const tty = { isTTY: true, columns: 70 };
  it("has colour by FORCE_COLOR, then NO_COLOR, then TERM, then by being one", () => {
    const colour = (stream: object, env: Record<string, string>) => describeTerminal(stream, env).colour;
    expect(colour(tty, {})).toBe(true);
    expect(colour({}, {})).toBe(false);
    expect(colour(tty, { NO_COLOR: "1" })).toBe(false);
    expect(colour(tty, { TERM: "dumb" })).toBe(false);
    expect(colour({}, { FORCE_COLOR: "1" })).toBe(true);
    expect(colour(tty, { FORCE_COLOR: "0" })).toBe(false);
  });

  it("has unicode by its locale", () => {
    expect(describeTerminal(tty, { LANG: "de_DE.UTF-8" }).unicode).toBe(true);
    expect(describeTerminal(tty, { LC_ALL: "C", LANG: "de_DE.UTF-8" }).unicode).toBe(false);
    expect(describeTerminal(tty, {}).unicode).toBe(true);
  });

  it("is painted only with colour", () => {
    expect(paint(plainTerminal, "red", "x")).toBe("x");
    expect(paint({ ...plainTerminal, colour: true }, "red", "x")).toBe("\u001b[31mx\u001b[39m");
  });
});

describe("a table", () => {
  it("lines up with wide characters and colours, and holds no control characters", () => {
    const columns = [
      { title: "name", align: "left" as const },
      { title: "value", align: "right" as const },
    ];
    const rows = [
      ["肝臓", "1.5"],
      ["kidney", { text: "10.25", style: "red" as const }],
      ["a\u001b[2Jb", "2"],
    ];
    const lines = renderTable(columns, rows, { ...plainTerminal, colour: true });
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
    expect(lines.join("")).not.toContain("\u001b[2J");
  });
});

describe("the table of compare", () => {
  it("shows mean ± sd and n used of n expected for several cases", () => {
    const text = compareTable(comparison(), plainTerminal).join("\n");
    expect(text).toContain("0.9000 ± 0.0100  [0.8900, 0.9100]  12/12");
    expect(text).not.toContain("mean over labels");
  });

  it("shows values and no counts for one case", () => {
    const one = comparison({ summary: [summaryRow({ n: 1, expected: 1, sd: null })] });
    expect(compareTable(one, plainTerminal)).toEqual([
      "label  name      dice",
      "─────────────────────",
      "    1  kidney  0.9000",
    ]);
  });

  const missed = comparison({
    rows: [
      scoreRow({}),
      scoreRow({ metric: "hd95", unit: "mm", value: 3 }),
      scoreRow({ label: 2, name: "tumor", value: 0 }),
      scoreRow({ label: 2, name: "tumor", metric: "hd95", unit: "mm", value: null, reason: "PRED_EMPTY" }),
    ],
    summary: [
      summaryRow({ n: 1, expected: 1, sd: null }),
      summaryRow({ metric: "hd95", unit: "mm", mean: 3, n: 1, expected: 1, sd: null }),
      summaryRow({ label: 2, name: "tumor", mean: 0, n: 1, expected: 1, sd: null }),
      summaryRow({
        label: 2,
        name: "tumor",
        metric: "hd95",
        unit: "mm",
        mean: 100,
        n: 1,
        expected: 1,
        sd: null,
        substituted: 1,
        undefined: { PRED_EMPTY: 1 },
      }),
    ],
  });

  it("makes a missed structure visible: sign, star, reason, and what stands for it in the mean", () => {
    expect(compareTable(missed, plainTerminal)).toEqual([
      "label  name                dice  hd95 (mm)     n",
      "────────────────────────────────────────────────",
      "    1  kidney            0.9000      3.000  1/1",
      "    2  tumor             0.0000          —  1/1*",
      "────────────────────────────────────────────────",
      "       mean over labels  0.4500     51.500  2/2*",
      "",
      "undefined (—), and why:",
      "  2 tumor: hd95: missed: the prediction mask is empty (PRED_EMPTY)",
      "",
      "* 1 value in these means stands for a structure that the prediction missed: the diagonal of the image",
      "  (--worst-case none leaves it out, --worst-case MM sets another)",
    ]);
  });

  it("leaves an undefined label out of the mean over labels, and counts it", () => {
    const none = comparison({
      summary: [
        summaryRow({ mean: 0.8 }),
        summaryRow({
          ...{ label: 2, name: "tumor", mean: null, sd: null, n: 0, undefined: { BOTH_EMPTY: 12 } },
          interval: { low: null, high: null },
        }),
      ],
      rows: [scoreRow({ label: 2, name: "tumor", value: null, reason: "BOTH_EMPTY" })],
    });
    const lines = compareTable(none, plainTerminal);
    expect(lines.find((line) => line.includes("tumor"))).toMatch(/— {30}0\/12$/);
    expect(lines.find((line) => line.includes("mean over labels"))).toMatch(/0\.8000 {31}1\/2$/);
    expect(lines.join("\n")).toContain("in 1 case (case_1): both masks are empty (BOTH_EMPTY)");
  });

  it("says that intervals of distances are cut at 0 where one is", () => {
    const cut = (low: number) =>
      summaryRow({ metric: "hd95", unit: "mm", mean: 1, sd: 2, interval: { low, high: 4 } });
    const text = (low: number) => compareTable(comparison({ summary: [cut(low)] }), plainTerminal).join("\n");
    expect(text(0)).toContain("Intervals of distances are cut at 0");
    expect(text(0.1)).not.toContain("cut at 0");
  });

  it("starts a further table where the terminal ends", () => {
    const summary = ["dice", "jaccard", "recall", "precision"].map((metric) => summaryRow({ metric }));
    const lines = compareTable(comparison({ summary }), { ...plainTerminal, columns: 100 });
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.startsWith("label"))).toHaveLength(2);
  });

  it("uses ASCII without UTF-8", () => {
    expect(compareTable(missed, ascii).join("\n")).not.toMatch(/[^\n -~]/);
  });
});

describe("the text of interval", () => {
  it("shows bounds, models and where they lie", () => {
    const text = intervalText(report({ models: [placement({})] }), plainTerminal).join("\n");
    expect(text).toMatch(/0\.9000 \[0\.8800, 0\.9200\] +12\/12 +0\.9500 \[0\.9400, 0\.9600\] +12\/12/);
    expect(text).toContain("inside the PGT interval");
    expect(text).not.toContain("no repeats");
  });

  it("says first that a bound is missing", () => {
    const bounds = [bound({ intra: null })];
    const ofStudy = (code: "W-BIAS" | "W-NOINTRA", message: string) => ({
      code,
      label: null,
      metric: null,
      message,
    });
    const warnings = [ofStudy("W-BIAS", "shared errors"), ofStudy("W-NOINTRA", "no upper bound")];
    const text = intervalText(report({ bounds, warnings }), plainTerminal).join("\n");
    expect(text).toContain("To bear in mind\n- W-NOINTRA: no upper bound\n- W-BIAS: shared errors");
    expect(text).toContain("no repeats");
  });

  it("puts warnings of the same words on one line, with their places", () => {
    const warnings = ["dice", "hd95"].map((metric) => ({
      code: "W-SMALLN" as const,
      label: 1,
      metric,
      message: "few cases",
    }));
    expect(intervalText(report({ warnings }), plainTerminal)).toContain(
      "- W-SMALLN: kidney (dice, hd95): few cases",
    );
  });

  it("draws the band from inter to intra, and marks within their scale", () => {
    const wide = report({ models: [placement({ estimate: 0.9, low: 0.9, high: 0.9 })] });
    expect(intervalPlots(wide, { ...ascii, columns: 52 })).toEqual([
      "1 kidney, dice",
      "  inter  [---------o---------]..............:",
      "  intra            :...................[----o----]",
      "  m1               o........................:",
      "         0.8800                             0.9600",
    ]);
  });

  it("does not let a far model shrink the bounds to a point: it is drawn at the edge", () => {
    const models = [placement({ estimate: 0.2, low: 0.1, high: 0.9 })];
    const lines = intervalPlots(report({ models }), { ...ascii, columns: 52 });
    expect(lines[3]).toMatch(/^ {2}m1 {5}<-+\]/);
    expect(lines[4]).toMatch(/^ +0\.7600 +0\.9600$/);
  });

  it("draws no band without an upper bound", () => {
    const bounds = [bound({ intra: null })];
    expect(intervalPlots(report({ bounds }), ascii).join("\n")).not.toContain("..");
  });

  it("survives a label without any value", () => {
    const none = reliability({ estimate: null, fixedRaters: { low: null, high: null }, n: 0 });
    const bounds = [bound({ inter: none, intra: null })];
    expect(intervalText(report({ bounds }), plainTerminal).join("\n")).toContain("0/12");
  });
});

describe("the progress line", () => {
  it("has count, rate, remaining time and the case, cut to the terminal", () => {
    const wide = { ...plainTerminal, columns: 100 };
    const progress = { done: 10, total: 40, case: "case_0010" };
    expect(progressLine("comparing", progress, 5, wide)).toBe(
      "comparing ██████░░░░░░░░░░░░░░░░░░ 10/40  2.0/s  0:15 left  case_0010",
    );
    expect(progressLine("comparing", progress, 5, { ...wide, columns: 30 })).toHaveLength(29);
    expect(progressLine("comparing", { done: 0, total: 0, case: "" }, 0, wide)).not.toMatch(/NaN|Infinity/);
  });
});
