export const exitCodes: readonly (readonly [number, string])[] = [
  [0, "done"],
  [1, "internal failure, or output that could not be written"],
  [2, "wrong usage"],
  [3, "input rejected: file, geometry or labels"],
  [4, "finished, but some cases failed; each is named"],
  [130, "interrupted"],
  [141, "the reader of the output closed it, as head does"],
];
