/** Roles of a study manifest with their meaning for an interval. */
export const roles = [
  { id: "rater", meaning: "annotates; raters bound the interval" },
  { id: "model", meaning: "is placed on the interval" },
  { id: "reference", meaning: "is not part of the interval" },
  { id: "consensus", meaning: "is not part of the interval" },
  { id: "generator", meaning: "is not part of the interval" },
] as const;

export type EntityRole = (typeof roles)[number]["id"];
