import type * as BrowserDoor from "@pgt/browser";

declare global {
  /** The package, in a page. */
  const pgt: typeof BrowserDoor;
}
