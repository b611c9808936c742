import { platform } from "@pgt/runner";
import type { Stage, Subject, Task } from "./task.ts";

const hashDigits = 10;

/** Hash of plain JSON. */
export function hashOf(content: unknown): string {
  return platform().files.sha256(new TextEncoder().encode(JSON.stringify(content)));
}

/**
 * A task with its id: `train-btcv-cv-run1-3f9a01c2d4`, the hash being of `content`, which is everything that the result
 * rests on besides the tasks before it, and of their ids.
 */
export function task(
  stage: Stage,
  subject: Subject,
  content: unknown,
  rest: Pick<Task, "make"> & Partial<Pick<Task, "needs" | "takes">>,
): Task {
  const { needs = [], takes = [], make } = rest;
  const { base, version, downstream, run, fold } = subject;
  const words = [
    stage,
    ...(downstream === undefined ? [] : [downstream]),
    ...(base === undefined ? [] : [base]),
    ...(version === undefined ? [] : [version.replace(/[^\w.-]+/g, "-")]),
    ...(run === undefined ? [] : [`run${run}`]),
    ...(fold === undefined ? [] : [`fold${fold}`]),
  ];
  const hash = hashOf([stage, content, needs, takes]).slice(0, hashDigits);
  return { id: [...words, hash].join("-"), stage, subject, needs, takes, make };
}
