/** Gives its own duration in milliseconds. */
export type Timed = () => Promise<number>;

export interface Effort {
  /** Rounds begun before so much time has passed are not counted: code is still being compiled. */
  readonly warmUpSeconds: number;
  /** Rounds after warming up: at least, and at most. */
  readonly atLeast: number;
  readonly atMost: number;
  /** Time after which no further round is begun. */
  readonly seconds: number;
}

/**
 * Runs every task once a round, in turn and in reverse order every other round, so that what the machine does
 * meanwhile falls on all of them alike.
 */
export async function alternate<Name extends string>(
  tasks: Readonly<Record<Name, Timed>>,
  { warmUpSeconds, atLeast, atMost, seconds }: Effort,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(tasks) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const begin = performance.now();
  while (performance.now() - begin < warmUpSeconds * 1000) for (const name of names) await tasks[name]();
  const start = performance.now();
  for (let round = 0; round < atMost; round++) {
    if (round >= atLeast && performance.now() - start > seconds * 1000) break;
    for (const name of round % 2 === 0 ? names : [...names].reverse()) times[name].push(await tasks[name]());
  }
  return times;
}
