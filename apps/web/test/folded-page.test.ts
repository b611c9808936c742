import type { Html, Parts } from "@pgt/report";
import { describe, expect, it } from "vitest";
import { FoldedPage, type Piece } from "../src/interval/folded-page.ts";

const text = (html: string): Html => ({ text: html, parts: null });
const whole = (parts: Parts): Html => ({
  text: parts.begin + parts.content.map((one) => one.text).join("") + parts.end,
  parts,
});
const element = (begin: string, content: readonly Html[], name: string) =>
  whole({ kind: "element", begin, content, end: `</${name}>` });
const fold = (summary: string, content: readonly Html[]) =>
  whole({
    kind: "fold",
    begin: `<details><summary>${summary}</summary>`,
    content,
    end: "</details>",
    summary,
  });

const block = (title: string) =>
  text(`<div class="block"><h4>${title}</h4><svg><path d="M0 0"/><g></g></svg><br></div>`);
const blocks = (count: number) => Array.from({ length: count }, (_, at) => block(`structure ${at}`));
const grid = element('<div class="grid-of-plots">', blocks(600), "div");
const page = element(
  '<section id="answer">',
  [
    text("<h2>Answer</h2>"),
    text("<p>First <em>of</em> all.</p>"),
    grid,
    fold("Structures &lt;600&gt;", [text("<p>Text</p>"), grid]),
    fold("Few", blocks(2)),
  ],
  "section",
);

/** The page again, with every fold opened. */
function opened(folded: FoldedPage, pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === "html") return piece.html;
      if (piece.kind === "around") return `${piece.begin}${opened(folded, piece.pieces)}${piece.end}`;
      const content = opened(folded, folded.open(piece.fold));
      return `<details><summary>${piece.summary}</summary>${content}</details>`;
    })
    .join("");
}

function texts(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) =>
    piece.kind === "html" ? [piece.html] : piece.kind === "around" ? texts(piece.pieces) : [],
  );
}

describe("the page of a large result", () => {
  it("comes in small pieces, without what is folded away", () => {
    const pieces = new FoldedPage().cut([page]);
    expect(page.text.length).toBeGreaterThan(100_000);
    for (const html of texts(pieces)) expect(html.length).toBeLessThanOrEqual(20_000);
    expect(
      texts(pieces)
        .join("")
        .match(/class="block"/g),
    ).toHaveLength(602);
  });

  it("loses nothing", () => {
    const folded = new FoldedPage();
    expect(opened(folded, folded.cut([page]))).toBe(page.text);
  });

  it("is left as it is where it is small", () => {
    const small = element("<section>", [fold("Few", blocks(2))], "section");
    expect(new FoldedPage().cut([small])).toEqual([{ kind: "html", html: small.text }]);
  });

  it("shows the first rows of a long table, the others in as many tables as they need", () => {
    const rows = Array.from({ length: 130 }, (_, at) => text(`<tr><td>${"x".repeat(300)} ${at}</td></tr>`));
    const table = (content: readonly Html[]) =>
      whole({
        kind: "table",
        begin: '<div class="scroll"><table><caption>All</caption><thead><tr><th>a</th></tr></thead><tbody>',
        content,
        end: "</tbody></table></div>",
      });
    const folded = new FoldedPage();
    expect(folded.cut([table(rows)])).toEqual([
      { kind: "html", html: table(rows.slice(0, 50)).text },
      { kind: "fold", summary: "80 more rows", fold: 0 },
    ]);
    expect(texts(folded.open(0)).join("")).toBe(
      table(rows.slice(50, 100)).text + table(rows.slice(100)).text,
    );
  });
});
