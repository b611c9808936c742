import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError, noteText, parseMetrics, type ScoreRow, scoreColumns } from "@pgt/metrics";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "./on-node.ts";
import { scoreCsv, scoreParquet } from "../src/documents/score-tables.ts";
import { rolesOf } from "../src/interval/table-roles.ts";
import { readScoreTable } from "../src/score-table/read-score-table.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-table-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string | Uint8Array, name = "scores.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const row = (changes: Partial<ScoreRow> = {}): ScoreRow => ({
  ...{ case: "c1", label: 1, name: "kidney", metric: "dice", a: "anna", aSession: 1, b: "ben", bSession: 1 },
  ...{ value: 0.1 + 0.2, unit: "", reason: null },
  ...changes,
});
const rows = [
  row(),
  row({ case: 'a "b", c', metric: "hd95", value: 1e-300, unit: "mm" }),
  row({ label: 65535, bSession: 3, value: null, reason: "PRED_EMPTY" }),
];

async function faultOf(text: string, name?: string): Promise<string> {
  const error: unknown = await readScoreTable(write(text, name)).catch((one) => one);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

const head = "case,label,metric,value,a_entity,a_session,b_entity,b_session\n";

describe("a score table", () => {
  it("comes back from CSV and from Parquet as it was written", async () => {
    const csv = await readScoreTable(write([...scoreCsv(rows)].join("")));
    const parquet = await readScoreTable(write(scoreParquet(rows)[0], "rows.parquet"));
    expect(csv.rows).toEqual(rows);
    expect(parquet.rows).toEqual(rows);
    expect(parquet.metrics.map(({ key }) => key)).toEqual(["dice", "hd95"]);
  });

  it("is a Parquet file with typed columns, nulls, and no negative zero", async () => {
    const [bytes] = scoreParquet([...rows, row({ value: -0 })]);
    const objects = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    expect(Object.keys(objects[0])).toEqual([...scoreColumns]);
    expect(objects[2]).toMatchObject({ label: 65535, value: null, reason: "PRED_EMPTY" });
    expect(Object.is(objects[3].value, 0)).toBe(true);
    expect((await parquetReadObjects({ file: Uint8Array.from(scoreParquet([])[0]).buffer })).length).toBe(0);
  });

  it("may be the long table, with names for labels, aliases for metrics, and a comma for decimals", async () => {
    const long = await readScoreTable(write(`${head}c1,kidney,DSC,0.9,anna,1,ben,2\n`));
    expect(long.rows[0]).toMatchObject({ label: 1, name: "kidney", metric: "dice", bSession: 2 });
    expect(long.notes.map(noteText).join()).toContain("numbered in order of appearance");
    const semicolons = await readScoreTable(
      write('\ufeffcase;label;metric;value;a;b\r\nc1;2;dice;"0,5";x;y\r\n'),
    );
    expect(semicolons.rows[0]).toMatchObject({ label: 2, value: 0.5, aSession: 1 });
    expect(semicolons.notes.map(noteText).join()).toContain("no columns of sessions");
  });

  it("may have names of its own, and percentages where that is said", async () => {
    const path = write(
      "ID,organ,score,rater,algorithm,result,label\nc1,liver,DSC,a,net,93,x\nc1,liver,hd95,a,net,12,x\n",
    );
    const columns = {
      case: "ID",
      label: "organ",
      metric: "score",
      a: "rater",
      b: "algorithm",
      value: "result",
    };
    const { rows: read } = await readScoreTable(path, { columns, scale: "percent" });
    expect(read).toMatchObject([
      { case: "c1", name: "liver", metric: "dice", a: "a", b: "net", value: 0.93 },
      { metric: "hd95", value: 12 },
    ]);
    await expect(readScoreTable(path, { columns })).rejects.toThrow(
      /93 looks like a percentage.*--scale percent/,
    );
    await expect(readScoreTable(path, { columns: { case: "Id" } })).rejects.toThrow(
      /missing column: Id; found ID/,
    );
    await expect(readScoreTable(path, { columns: { patient: "ID" } })).rejects.toThrow(/no column "patient"/);
  });

  it("may be wide: a column a metric, with its unit, and nothing said of label and reference", async () => {
    const path = write("case;b;age;dice (%);HD95 [mm]\nc1;net;61;93,5;3,25\nc2;net;62;;4\n");
    const { rows: read, notes } = await readScoreTable(path);
    expect(read).toMatchObject([
      { case: "c1", label: 1, a: "reference", b: "net", metric: "dice", value: 0.935 },
      { case: "c1", metric: "hd95", value: 3.25 },
      { case: "c2", metric: "dice", value: null, reason: "FAILED" },
      { case: "c2", metric: "hd95", value: 4 },
    ]);
    const said = notes.map(noteText).join();
    expect(said).toContain("has a column a metric: dice, HD95");
    expect(said).toContain("has no column a: every row has a reference");
  });

  it("counts what has neither value nor reason", async () => {
    const { rows: read, notes } = await readScoreTable(
      write(`${head}c1,1,dice,NaN,a,1,b,1\nc2,1,dice,,a,1,b,1\nc3,1,dice,inf,a,1,b,1\n`),
    );
    expect(read.map(({ value, reason }) => [value, reason])).toEqual([
      [null, "FAILED"],
      [null, "FAILED"],
      [null, "FAILED"],
    ]);
    expect(notes.map(noteText).join()).toContain("3 rows");
  });

  it("takes only what is asked for, then other metrics may be any", async () => {
    const path = write(`${head}c1,1,dice,0.9,a,1,b,1\nc1,2,dice,0.8,a,1,b,1\nc1,1,myscore,7,a,1,b,1\n`);
    const { rows: read, notes } = await readScoreTable(path, {
      metrics: parseMetrics(["dice"]),
      labels: [2],
    });
    expect(read.map(({ label }) => label)).toEqual([2]);
    expect(notes.map(noteText).join()).toContain("myscore");
  });

  it.each([
    [
      "case,label,metric,value,a_entity\nc,1,dice,1,a\n",
      "missing column: b or b_entity; found case, label, metric, value, a_entity",
    ],
    ["", "the file is empty"],
    [head, "no rows below"],
    [`${head}c1,1,dice,0.9,a,1,b\n`, "line 2 has 7 columns, separated by commas, and the line of names 8"],
    [
      `${head}c1,1,dice,0.9,a,1,b,1\nc2,1,dice,high,a,1,b,1\n`,
      'line 3, column value: expected a number, or nothing and a reason; found "high"',
    ],
    [
      `${head}c1,1,dice,0.9,a,1,b,zwei\n`,
      'line 2, column b_session: expected a whole number from 1; found "zwei"',
    ],
    [`${head}c1,1,dice,0.9,,1,b,1\n`, "line 2, column a_entity: expected a value; found nothing"],
    [
      `${head}c1,1,doce,0.9,a,1,b,1\n`,
      'line 2, column metric: metric "doce" is not known. Did you mean dice',
    ],
    [`${head}c1,1,nsd,0.9,a,1,b,1\n`, "line 2, column metric: "],
    [
      `${head}c1,1,dice,0.9,a,1,b,1\nc2,1,dice,93,a,1,b,1\n`,
      "line 3, column value: 93 looks like a percentage: 1 of 2 values of dice are beyond 1 (percentages and fractions are mixed)",
    ],
    [
      `${head}c1,1,dice,90,a,1,b,1\nc2,1,dice,93,a,1,b,1\n`,
      "2 of 2 values of dice are beyond 1 (all are percentages)",
    ],
    [`${head}c1,1,hd95,-3,a,1,b,1\n`, "line 2, column value: -3 is beyond what hd95 can be, 0 to Infinity"],
    ["case,label,metric,value,a,b,a_entity\nc,1,dice,1,a,b,a\n", "the columns a and a_entity mean the same"],
    [
      `case,label,metric,value,a,b,reason\nc1,1,dice,,a,b,lost\n`,
      "line 2, column reason: expected one of BOTH_EMPTY",
    ],
  ])("%j is refused: %s", async (text, message) => {
    const fault = await faultOf(text);
    expect(fault).toContain(message);
    expect(fault).toContain("scores.csv: ");
  });

  it("is refused where a Parquet file is something else, and where it is missing", async () => {
    expect(await faultOf("not parquet at all", "x.parquet")).toContain("not a Parquet file that can be read");
    await expect(readScoreTable(join(folder, "nowhere.csv"))).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  });
});

describe("roles in a table", () => {
  const pair = (a: string, b: string, bSession = 1) => row({ a, b, bSession });

  it("raters stand in column a or have two sessions", () => {
    const roles = rolesOf([pair("r1", "r2"), pair("r1", "r3", 2), pair("r3", "x"), pair("r2", "net")], {});
    expect(roles).toMatchObject({ raters: ["r1", "r2", "r3"], models: ["x", "net"] });
    expect(roles.note).toContain("Raters are r1, r2, r3; models are x, net");
  });

  it("two raters alone are no rater and a model", () => {
    const two = rolesOf([pair("r1", "r2")], {});
    expect(two).toMatchObject({ raters: ["r1", "r2"], models: [] });
    expect(two.note).toContain("the table has no others");
    expect(() => rolesOf([pair("truth", "net"), pair("truth", "unet")], {})).toThrow(
      /only truth stands in column a.*net, unet only in column b\. Say who annotated/,
    );
    expect(rolesOf([pair("r1", "r1", 2), pair("r1", "net")], {})).toMatchObject({
      raters: ["r1"],
      models: ["net"],
    });
  });

  it("says where the table does not tell", () => {
    const roles = rolesOf([pair("r1", "r2"), pair("r1", "r3"), pair("r2", "r3")], {});
    expect(roles).toMatchObject({ raters: ["r1", "r2"], models: ["r3"] });
    expect(roles.note).toContain("If r3 is a rater too, give raters r1,r2,r3");
  });

  it("are as given, and then the rest is placed or left out", () => {
    const table = [pair("r1", "r2"), pair("r1", "r3"), pair("r2", "net")];
    expect(rolesOf(table, { raters: ["r1", "r2", "r3"] })).toMatchObject({ models: ["net"] });
    expect(rolesOf(table, { raters: ["r1", "r2"], models: ["net"] }).note).toContain("Left out: r3.");
    expect(rolesOf(table, { models: ["net"] }).raters).toEqual(["r1", "r2", "r3"]);
    expect(() => rolesOf(table, { raters: ["r9"] })).toThrow(
      /"r9" is not in the table; its entities are r1, r2/,
    );
  });
});
