import { describe, expect, it } from "vitest";
import { FoldedPage, type Piece } from "../src/interval/folded-page.ts";

const block = (text: string) =>
  `<div class="block"><h4>${text}</h4><svg><path d="M0 0"/><g></g></svg><br></div>`;
const blocks = (count: number) => Array.from({ length: count }, (_, at) => block(`structure ${at}`)).join("");
const page = [
  `<section id="answer"><h2>Answer</h2><p>First <em>of</em> all.</p>`,
  `<div class="grid-of-plots">${blocks(600)}</div>`,
  `<details><summary>Structures &lt;600&gt;</summary><p>Text</p><div class="grid-of-plots">${blocks(600)}</div></details>`,
  `<details><summary>Few</summary>${blocks(2)}</details>`,
  `</section>`,
].join("");

/** The page again, with every fold opened. */
function whole(folded: FoldedPage, pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === "html") return piece.html;
      if (piece.kind === "around") return `${piece.begin}${whole(folded, piece.pieces)}</${piece.name}>`;
      const content = whole(folded, folded.open(piece.fold));
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
    const pieces = new FoldedPage().cut(page);
    expect(page.length).toBeGreaterThan(100_000);
    for (const html of texts(pieces)) expect(html.length).toBeLessThanOrEqual(20_000);
    expect(
      texts(pieces)
        .join("")
        .match(/class="block"/g),
    ).toHaveLength(602);
  });

  it("loses nothing", () => {
    const folded = new FoldedPage();
    expect(whole(folded, folded.cut(page))).toBe(page);
  });

  it("is left as it is where it is small", () => {
    const small = `<section><details><summary>Few</summary>${blocks(2)}</details>\n</section>`;
    expect(new FoldedPage().cut(small)).toEqual([{ kind: "html", html: small }]);
  });

  it("shows the first rows of a long table, the others in as many tables as they need", () => {
    const rows = Array.from({ length: 130 }, (_, at) => `<tr><td>${"x".repeat(300)} ${at}</td></tr>`);
    const table = (some: readonly string[]) =>
      `<div class="scroll"><table><caption>All</caption><thead><tr><th>a</th></tr></thead><tbody>${some.join("")}</tbody></table></div>`;
    const folded = new FoldedPage();
    expect(folded.cut(table(rows))).toEqual([
      { kind: "html", html: table(rows.slice(0, 50)) },
      { kind: "fold", summary: "80 more rows", fold: 0 },
    ]);
    expect(texts(folded.open(0)).join("")).toBe(table(rows.slice(50, 100)) + table(rows.slice(100)));
  });
});
