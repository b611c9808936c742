/** Words for the state of a model (docs/methods/placing-models.md). */
const stateWords: Readonly<Record<string, string>> = {
  BELOW: "worse than inter-rater agreement: room to improve",
  AT_LOWER: "compatible with inter-rater agreement",
  ABOVE_INTER: "better than inter-rater agreement; there is no upper bound",
  BELOW_INTRA: "worse than intra-rater agreement; there is no lower bound",
  NOT_PLACED: "not placed: nothing independent to compare with",
  INSIDE: "inside the PGT interval",
  AT_UPPER: "compatible with intra-rater agreement",
  ABOVE_INTRA: "better than intra-rater agreement: may fit annotation noise",
  LEAK_SUSPECTED: "suspected of having seen the annotations it is judged on",
  CONTRADICTORY: "bounds inverted: intra-rater worse than inter-rater agreement",
  INCONCLUSIVE: "inconclusive: the cases do not tell",
};

export function stateInWords(state: string): string {
  return stateWords[state] ?? state;
}
