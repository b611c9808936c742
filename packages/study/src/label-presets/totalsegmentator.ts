import data from "./totalsegmentator.json" with { type: "json" };

/** Source of the tables. */
export const totalSegmentatorSource: string = data.source;

/** Task -> its classes, id -> name. */
export const totalSegmentatorTasks: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map(
  Object.entries(data.tasks).map(([task, classes]) => [task, readClasses(classes)]),
);

/** Task `total`: the class at place i (from 0) has id i + 1. */
export const totalTaskClasses: readonly string[] = [...totalSegmentatorTasks.get("total")!.values()];

/** Classes of every other task, earlier versions of `total` included, that `total` does not have. */
export const otherTaskClasses: readonly string[] = namesOfOtherTasks();

/** Names by id, counted from 1; `12:femur` sets the count. */
function readClasses(classes: string): Map<number, string> {
  const names = new Map<number, string>();
  let next = 1;
  for (const word of classes.split(" ")) {
    const numbered = /^(\d+):(.+)$/.exec(word);
    if (numbered) next = Number(numbered[1]);
    names.set(next++, numbered ? numbered[2] : word);
  }
  return names;
}

function namesOfOtherTasks(): string[] {
  const all = new Set([...totalSegmentatorTasks.values()].flatMap((names) => [...names.values()]));
  for (const name of totalTaskClasses) all.delete(name);
  return [...all];
}
