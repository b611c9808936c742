import { choice, flag, type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import { readEntityFolder, readList, readNumber, readText } from "../../arguments/readers.ts";
import { always, formatOf, fresh, labels, layout, out, reporting } from "../../arguments/shared-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";

/** `NAME=ID,ID`. */
function readGroup(text: string, name: string): { readonly id: string; readonly members: readonly string[] } {
  const [id, list] = text.split(/=(.*)/s).map((part) => part.trim());
  if (!id || !list) {
    throw new CommandUsageError(`${name}: expected NAME=ID,ID, found '${text}'`, `${name} nets=unet1,unet2`);
  }
  return { id, members: readList(list, name) };
}

/** Options of `pgt consensus`, in the order of its help. */
export const consensusOptions = {
  rater: repeated({
    valueName: "ID=DIR",
    help: "masks of one rater; once per rater",
    read: readEntityFolder,
  }),
  method: option({
    short: "m",
    valueName: "LIST",
    defaultText: "majority",
    help: "one or several: majority, intersection, union, at-least:N, staple, staple-multilabel, simple, sba, median-sdf, expected-dice; staple-itk, staple-multilabel-itk and simple-btk compute as those tools do",
    read: readList,
  }),
  tie: choice(["sdf", "background", "lowest", "undecided"], {
    valueName: "RULE",
    defaultText: "sdf",
    help: "what a tie becomes: the label whose border is nearest on average, background, the lowest label, or a label of its own",
  }),
  region: option({
    valueName: "REGION",
    defaultText: "union@5mm",
    help: "voxels that STAPLE and specificities rest on: image, union (what anybody marked), or those within a distance of that",
    read: readText,
  }),
  "staple-prior": option({
    valueName: "SHARE",
    defaultText: "the mean share of votes",
    help: "share of the region that a structure takes before the raters are heard",
    read: readNumber(0, 1),
  }),
  groups: repeated({
    valueName: "NAME=ID,ID",
    help: "raters that are not independent, such as models of one family; once per group",
    read: readGroup,
  }),
  "group-weight": choice(["sqrt", "one"], {
    valueName: "RULE",
    defaultText: "sqrt",
    help: "weight of each of n raters of a group: 1/sqrt(n), or 1/n, one vote for the group",
  }),
  maps: flag({
    help: "also write maps of votes, entropy (bits), dissensus, and each rater's deviation (mm) to --out",
  }),
  soft: flag({ help: "also write the share of votes for each label to --out, as float32" }),
  labels,
  layout,
  format: formatOf("table", "json", "csv", "ndjson"),
  out,
  fresh,
  ...reporting,
  ...always,
};

export type ConsensusValues = OptionValues<typeof consensusOptions>;
