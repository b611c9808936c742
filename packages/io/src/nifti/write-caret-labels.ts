import type { LabelNames } from "./caret-labels.ts";

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
