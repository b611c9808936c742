import type { Html, Parts } from "@pgt/report";

/** A part of a page, small enough to be put in at once. */
export type Piece =
  | { readonly kind: "html"; readonly html: string }
  /** An element with many in it. */
  | {
      readonly kind: "around";
      readonly begin: string;
      readonly end: string;
      readonly pieces: readonly Piece[];
    }
  /** Folded part, to be asked for by its number when it is opened. */
  | { readonly kind: "fold"; readonly summary: string; readonly fold: number };

/** Characters of HTML that a page takes at once, well below a tenth of a second. */
const mostAtOnce = 20_000;
/** Rows of a table that are laid out at once. */
const mostRows = 50;

/**
 * Cuts a report for a page that must answer at any time: what is large goes in piece by piece, and what is large and
 * folded away not before it is opened. Of many structures and metrics nearly everything is.
 */
export class FoldedPage {
  private readonly folds: (() => Piece[])[] = [];

  cut(elements: readonly Html[]): Piece[] {
    const pieces: Piece[] = [];
    let small = "";
    const flush = () => {
      if (small !== "") pieces.push({ kind: "html", html: small });
      small = "";
    };
    for (const { text, parts } of elements) {
      const isLarge = text.length > mostAtOnce;
      if (small.length + text.length > mostAtOnce) flush();
      if (isLarge && parts) pieces.push(...this.large(parts));
      else small += text;
    }
    flush();
    return pieces;
  }

  /** Content of a fold. */
  open(fold: number): Piece[] {
    return this.folds[fold]?.() ?? [];
  }

  private large({ kind, begin, content, end, summary = "" }: Parts): Piece[] {
    if (kind === "fold") return [this.fold(summary, () => this.cut(content))];
    if (kind === "table") return this.table(begin, content, end);
    return [{ kind: "around", begin, end, pieces: this.cut(content) }];
  }

  private fold(summary: string, content: () => Piece[]): Piece {
    return { kind: "fold", summary, fold: this.folds.push(content) - 1 };
  }

  /** The rows beyond the first ones are folded away, in tables of as many. */
  private table(begin: string, rows: readonly Html[], end: string): Piece[] {
    const tableFrom = (first: number): Piece => {
      const some = rows.slice(first, first + mostRows).map(({ text }) => text);
      return { kind: "html", html: begin + some.join("") + end };
    };
    if (rows.length <= mostRows) return [tableFrom(0)];
    const count = Math.ceil(rows.length / mostRows);
    const rest = () => Array.from({ length: count - 1 }, (_, at) => tableFrom((at + 1) * mostRows));
    return [tableFrom(0), this.fold(`${rows.length - mostRows} more rows`, rest)];
  }
}
