import type { Piece } from "./folded-page.ts";

/** Fetches the pieces of a fold when it is opened. */
export type OpenFold = (fold: number) => Promise<readonly Piece[]>;

export interface PutOptions {
  readonly openFold: OpenFold;
  /** Signal after which nothing more is put in. */
  readonly signal: AbortSignal;
}

/**
 * Puts pieces into an element, one after the other, so that the page answers in between. Whatever comes from data is
 * escaped by the report package, which writes them.
 */
export async function putPieces(into: Element, pieces: readonly Piece[], options: PutOptions): Promise<void> {
  for (const piece of pieces) {
    if (options.signal.aborted) return;
    if (piece.kind === "html") {
      into.append(...parsed(piece.html));
      await nextTurn();
    } else if (piece.kind === "around") {
      const [element] = parsed(piece.begin + piece.end);
      into.append(element);
      await putPieces(element as Element, piece.pieces, options);
    } else into.append(foldOf(piece, options));
  }
}

function foldOf({ summary, fold }: Extract<Piece, { kind: "fold" }>, options: PutOptions): Element {
  const details = document.createElement("details");
  details.className = "large";
  const title = document.createElement("summary");
  title.append(...parsed(summary));
  details.append(title);
  const fill = async () => {
    details.ariaBusy = "true";
    const pieces = await options.openFold(fold).catch(() => []);
    await putPieces(details, pieces, options);
    details.ariaBusy = null;
  };
  details.addEventListener("toggle", () => void fill(), { once: true });
  return details;
}

function parsed(html: string): ChildNode[] {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.childNodes];
}

/** Waits until the page has been drawn; frames of a hidden page do not come. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) setTimeout(resolve);
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
