/** Tasks of a worker of the page, by name. */
export type TaskTable = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface TaskRequest {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export type TaskReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: string }
  | { readonly told: unknown };
