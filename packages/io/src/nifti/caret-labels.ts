/** Label id -> name. */
export type LabelNames = ReadonlyMap<number, string>;

/**
 * Label names from the text of a CaretExtension (Connectome Workbench's XML in a NIfTI header, also written by
 * TotalSegmentator): `<LabelTable><Label Key="1" ...><![CDATA[spleen]]></Label>...`. Key 0 is background and
 * left out. Undefined for a text without a label table, null for a malformed one.
 */
export function parseCaretLabels(text: string): LabelNames | undefined | null {
  const open = /<LabelTable\b[^>]*>/.exec(text);
  if (!text.includes("<CaretExtension") || !open || open[0].endsWith("/>")) return undefined;
  const start = open.index + open[0].length;
  const end = text.indexOf("</LabelTable>", start);
  if (end < 0) return null;
  const names = new Map<number, string>();
  for (const part of text
    .slice(start, end)
    .split(/<Label(?=\s)/)
    .slice(1)) {
    const label = parseLabel(part);
    if (!label || names.has(label.key)) return null;
    if (label.key !== 0 && label.name !== "") names.set(label.key, label.name);
  }
  return names;
}

/** The table as a CaretExtension, to be read by `parseCaretLabels` and Connectome Workbench. */
export function writeCaretLabels(names: LabelNames): string {
  const labels = [...names].map(([key, name]) => `<Label Key="${key}"><![CDATA[${cdata(name)}]]></Label>`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<CaretExtension><VolumeInformation Index="0"><LabelTable>\n' +
    `${labels.join("\n")}\n</LabelTable><VolumeType><![CDATA[Label]]></VolumeType>` +
    "</VolumeInformation></CaretExtension>\n"
  );
}

/** A `]]>` cannot stand inside CDATA: it is split over two sections. */
function cdata(name: string): string {
  return name.replaceAll("]]>", "]]]]><![CDATA[>");
}

/** ` Key="1" ...>content</Label>`: the rest of an element after `<Label`. */
function parseLabel(part: string): { key: number; name: string } | undefined {
  const attributes = /^(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/.exec(part)![0];
  const key = /\sKey\s*=\s*(?:"\s*(-?\d+)\s*"|'\s*(-?\d+)\s*')/.exec(attributes);
  const rest = part.slice(attributes.length);
  if (!key) return undefined;
  const label = { key: Number(key[1] ?? key[2]), name: "" };
  if (rest.startsWith("/>")) return label;
  const close = rest.lastIndexOf("</Label");
  return rest.startsWith(">") && close > 0 ? { ...label, name: textOf(rest.slice(1, close)) } : undefined;
}

/** Character data: CDATA as it is, the rest with its entities resolved. */
function textOf(content: string): string {
  return content
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((piece) => (piece.startsWith("<![CDATA[") ? piece.slice(9, -3) : withoutEntities(piece)))
    .join("")
    .trim();
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function withoutEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[name] ?? whole;
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
