import { SaxesParser } from "saxes";

/** Label id -> name. */
export type LabelNames = ReadonlyMap<number, string>;

/**
 * Label names from the text of a CaretExtension (Connectome Workbench's XML in a NIfTI header, also written by
 * TotalSegmentator): `<LabelTable><Label Key="1" ...><![CDATA[spleen]]></Label>...`. Key 0 is background and
 * left out. Undefined for a text without a label table, null for a malformed one. Time is linear in the text, and
 * elements within elements take no stack.
 */
export function parseCaretLabels(text: string): LabelNames | undefined | null {
  if (!text.includes("<CaretExtension")) return undefined;
  const table = new LabelTable();
  const xml = new SaxesParser();
  xml.on("opentag", ({ name, attributes, isSelfClosing }) => table.open(name, attributes, isSelfClosing));
  xml.on("closetag", ({ name }) => table.close(name));
  xml.on("text", (part) => table.add(part));
  xml.on("cdata", (part) => table.add(part));
  let oddities = 0;
  xml.on("error", (fault) => {
    // An entity that is not known, or a bare "&", stays as it is written.
    if (!fault.message.includes("entity") || ++oddities > MOST_ODDITIES) throw fault;
  });
  try {
    xml.write(text.trimStart());
  } catch (fault) {
    table.fail(fault as Error);
  }
  return table.isMalformed || table.isOpen ? null : table.names;
}

/** Each takes a hundredth of a millisecond to be told. */
const MOST_ODDITIES = 1000;

/** The first label table of a text, element by element. */
class LabelTable {
  isMalformed = false;
  names: LabelNames | undefined;
  private state: "before" | "inside" | "after" = "before";
  private readonly found = new Map<number, string>();
  private label: { readonly key: number; name: string } | null = null;

  open(name: string, attributes: Readonly<Record<string, string>>, isEmpty: boolean): void {
    if (name === "LabelTable" && this.state === "before") this.state = isEmpty ? "after" : "inside";
    else if (name === "Label" && this.state === "inside") {
      const key = /^\s*(-?\d+)\s*$/.exec(attributes.Key ?? "")?.[1];
      if (key === undefined || this.label !== null) this.isMalformed = true;
      else this.label = { key: Number(key), name: "" };
    }
  }

  add(text: string): void {
    if (this.label) this.label.name += text;
  }

  close(name: string): void {
    if (this.state !== "inside") return;
    if (name === "LabelTable") {
      this.state = "after";
      this.names = new Map([...this.found].filter(([key, one]) => key !== 0 && one !== ""));
    } else if (name === "Label" && this.label !== null) {
      const { key, name: written } = this.label;
      if (this.found.has(key)) this.isMalformed = true;
      this.found.set(key, written.trim());
      this.label = null;
    }
  }

  get isOpen(): boolean {
    return this.state === "inside";
  }

  /** A fault behind the table does not matter, unless the end of an element around the table closed it. */
  fail({ message }: Error): void {
    if (this.isOpen || (this.names && message.includes("unexpected close tag"))) this.isMalformed = true;
  }
}
