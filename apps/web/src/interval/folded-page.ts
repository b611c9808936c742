import { openedElement, topElements } from "./html-elements.ts";

/** A part of a page, small enough to be put in at once. */
export type Piece =
  | { readonly kind: "html"; readonly html: string }
  /** An element with many in it. */
  | {
      readonly kind: "around";
      readonly begin: string;
      readonly name: string;
      readonly pieces: readonly Piece[];
    }
  /** What is folded away, to be asked for by its number when it is opened. */
  | { readonly kind: "fold"; readonly summary: string; readonly fold: number };

/** Characters of HTML that a page takes at once, well below a tenth of a second. */
const mostAtOnce = 20_000;
/** Rows of a table that are laid out at once. */
const mostRows = 50;
/** Elements that may be taken apart: all that a page needs for them is in their tags. */
const openable: ReadonlySet<string> = new Set(["section", "div", "ul", "ol", "details"]);

/**
 * Cuts the HTML of a report for a page that must answer at any time: what is large goes in piece by piece, and what is
 * large and folded away not before it is opened. Of many structures and metrics nearly everything is.
 */
export class FoldedPage {
  private readonly folds: string[] = [];

  cut(html: string): Piece[] {
    const pieces: Piece[] = [];
    let small = "";
    const flush = () => {
      if (small !== "") pieces.push({ kind: "html", html: small });
      small = "";
    };
    for (const element of topElements(html)) {
      const large = element.length > mostAtOnce ? this.large(element) : null;
      if (large === null && small.length + element.length <= mostAtOnce) {
        small += element;
        continue;
      }
      flush();
      if (large === null) small = element;
      else pieces.push(...large);
    }
    flush();
    return pieces;
  }

  /** What a fold holds. */
  open(fold: number): Piece[] {
    return this.cut(this.folds[fold] ?? "");
  }

  /** Null for what cannot be taken apart. */
  private large(html: string): Piece[] | null {
    const element = openedElement(html);
    if (element === null || !openable.has(element.name)) return null;
    const { begin, name, inner } = element;
    if (name === "details") return [this.folded(inner)];
    return this.longTable(html) ?? [{ kind: "around", begin, name, pieces: this.cut(inner) }];
  }

  private folded(inner: string): Piece {
    const [summary = "", ...content] = topElements(inner);
    return this.fold(openedElement(summary)?.inner ?? summary, content.join(""));
  }

  private fold(summary: string, content: string): Piece {
    return { kind: "fold", summary, fold: this.folds.push(content) - 1 };
  }

  /** A table in its box, with the rows beyond the first ones folded away, in tables of as many. Null for anything else. */
  private longTable(html: string): Piece[] | null {
    const [, before, body, after] =
      /^([^<]*<div[^>]*><table>.*?<tbody>)(.*)(<\/tbody><\/table><\/div>)$/s.exec(html) ?? [];
    if (before === undefined || body === undefined || after === undefined) return null;
    const rows = topElements(body);
    if (rows.length <= mostRows) return null;
    const table = (some: readonly string[]) => before + some.join("") + after;
    const rest = rows.slice(mostRows);
    const parts = rest.flatMap((_, at) => (at % mostRows === 0 ? [rest.slice(at, at + mostRows)] : []));
    return [
      { kind: "html", html: table(rows.slice(0, mostRows)) },
      this.fold(`${rest.length} more rows`, parts.map(table).join("")),
    ];
  }
}
