import type { PlainError } from "./plain-error.ts";

/**
 * The one way in which threads ask each other for something: workers in Node, those of a page's library, and those of
 * the app. One side serves a table of tasks (`serveTasks`), the other runs them by name (`TaskClient`; `TaskWorker` of a
 * worker that it has started). For each task, these go over the port:
 *
 *     -> { id, task, argument }    once
 *     <- { id, told }              what the task tells while it runs, any number
 *     <- { id, result }            once; or { id, thrown }
 *
 * - Tasks begin in the order of their requests, and several may run at once.
 * - Arguments and results are copied. Large arrays of a result are handed over instead, and so is what the caller of a
 *   task names in `transfer`: who sends them has them no more.
 * - An error arrives as the class that was thrown; one that is not of this project as an InternalError.
 * - A worker that ends before its time rejects its tasks: with E_MEMORY if it lacked memory, E_WORKER otherwise.
 * - A task is cancelled by ending its worker, with the reason that the task is then rejected with.
 * - A port can carry tasks in both directions, beside other messages: each side passes over what is not for it.
 */
export interface TaskPort {
  readonly post: (message: TaskRequest | TaskReply, transfer?: Transferable[]) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
}

/** A worker, as seen by the one that started it. */
export interface WorkerPort extends TaskPort {
  /** Listens for its failure, or its end. */
  readonly onLost: (listener: (cause: Error) => void) => void;
  readonly terminate: () => Promise<unknown>;
  /** An idle worker does not keep a program alive. */
  readonly setIdle?: (isIdle: boolean) => void;
}

export interface TaskRequest {
  readonly id: number;
  readonly task: string;
  readonly argument: unknown;
}

export type TaskReply =
  | { readonly id: number; readonly told: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly thrown: PlainError };

/** A function of one argument, and of another that it calls with what it has to tell while it runs. */
export type Task = (argument: never, tell: never) => unknown;
export type Tasks = Readonly<Record<string, Task>>;

export type ArgumentOf<T extends Task> = Parameters<T>[0];
export type ResultOf<T extends Task> = Awaited<ReturnType<T>>;
export type ToldBy<T extends Task> = Parameters<T>[1] extends (told: infer Told) => void ? Told : never;
