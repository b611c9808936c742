/** Words for the state of a model (docs/methods/placing-models.md). */
const stateWords: Readonly<Record<string, string>> = {
  BELOW: "below inter-rater agreement: room to improve",
  AT_LOWER: "compatible with inter-rater agreement",
  ABOVE_INTER: "above inter-rater agreement; there is no upper bound",
  BELOW_INTRA: "below intra-rater agreement; there is no lower bound",
  NOT_PLACED: "not placed: nothing to compare with",
  INSIDE: "inside the PGT interval",
  AT_UPPER: "compatible with intra-rater agreement",
  ABOVE_INTRA: "above intra-rater agreement: may fit annotation noise",
  LEAK_SUSPECTED: "suspected of having seen the annotations it is judged on",
  CONTRADICTORY: "bounds inverted: intra-rater below inter-rater agreement",
  INCONCLUSIVE: "inconclusive: the cases do not tell",
};

export function stateInWords(state: string): string {
  return stateWords[state] ?? state;
}
