/** Stands in for the reader of remote arrays that the viewer brings along: cases are opened from memory. */
function unavailable(): never {
  throw new Error("remote arrays are not read here");
}

export {
  unavailable as FetchStore,
  unavailable as get,
  unavailable as open,
  unavailable as root,
  unavailable as slice,
};
