import { InputError, InternalError, UsageError } from "@pgt/metrics";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  IdleWorkers,
  serveTasks,
  TaskClient,
  TaskWorker,
  type WorkerPort,
  webPort,
} from "../src/tasks/index.ts";

const tasks = {
  double: (value: number) => 2 * value,
  countTo: async (last: number, tell: (step: number) => void) => {
    for (let step = 1; step <= last; step++) tell(step);
    return "counted";
  },
  length: ({ buffer }: { readonly buffer: ArrayBuffer }) => buffer.byteLength,
  fail: (how: "usage" | "input" | "other") => {
    if (how === "usage") throw new UsageError("E_OPTION", "no such option");
    if (how === "input") throw new InputError("E_GZIP", "a.nii.gz", "corrupt");
    throw new TypeError("nothing is there");
  },
  never: () => new Promise<never>(() => {}),
  unclonable: () => () => {},
};

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function channel() {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [port1, port2] as const;
}

function client() {
  const [near, far] = channel();
  serveTasks(webPort(far), tasks);
  return new TaskClient<typeof tasks>(webPort(near));
}

/** A worker in this thread, which `lose` ends. */
function worker() {
  const [near, far] = channel();
  serveTasks(webPort(far), tasks);
  let lose: (cause: Error) => void = () => {};
  const terminate = vi.fn(async () => {});
  const port: WorkerPort = {
    ...webPort(near),
    onLost: (listener) => {
      lose = listener;
    },
    terminate,
  };
  return { thread: new TaskWorker<typeof tasks>(port), terminate, lose: (cause: Error) => lose(cause) };
}

describe("a task", () => {
  it("gives its result, and what it tells before that", async () => {
    const told: number[] = [];
    const onTold = (step: number) => void told.push(step);
    const one = client();
    expect(await Promise.all([one.run("countTo", 3, { onTold }), one.run("double", 4)])).toEqual([
      "counted",
      8,
    ]);
    expect(told).toEqual([1, 2, 3]);
  });

  it("throws errors of the class and code that it met, and any other as internal", async () => {
    const one = client();
    const usage = await one.run("fail", "usage").catch((error) => error);
    expect(usage).toBeInstanceOf(UsageError);
    expect(usage).toMatchObject({ kind: "usage", code: "E_OPTION", message: "no such option" });
    const input = await one.run("fail", "input").catch((error) => error);
    expect(input).toBeInstanceOf(InputError);
    expect(input).toMatchObject({ code: "E_GZIP", file: "a.nii.gz", message: "a.nii.gz: corrupt" });
    const other = await one.run("fail", "other").catch((error) => error);
    expect(other).toBeInstanceOf(InternalError);
    expect(other).toMatchObject({ code: "E_INTERNAL", message: "nothing is there" });
  });

  it("says that its result or argument cannot be sent, instead of hanging", async () => {
    const one = client();
    await expect(one.run("unclonable", undefined)).rejects.toThrow(/could not be cloned/);
    await expect(one.run("double", (() => 1) as unknown as number)).rejects.toThrow(/could not be cloned/);
  });

  it("hands over what is named in its argument", async () => {
    const buffer = new ArrayBuffer(8);
    expect(await client().run("length", { buffer }, { transfer: [buffer] })).toBe(8);
    expect(buffer.byteLength).toBe(0);
  });

  it("hands over large arrays of its result, and copies small ones", async () => {
    const [near, far] = channel();
    const made: Uint8Array[] = [];
    const make = (length: number) => {
      made.push(new Uint8Array(length));
      return { of: [made.at(-1)] };
    };
    serveTasks(webPort(far), { make });
    const one = new TaskClient<{ make: typeof make }>(webPort(near));
    const [large, small] = [await one.run("make", 2 ** 20), await one.run("make", 10)];
    expect([large, small].map(({ of }) => of[0]!.length)).toEqual([2 ** 20, 10]);
    expect(made.map(({ length }) => length)).toEqual([0, 10]);
  });

  it("goes over a port that has other messages, and tasks in the other direction", async () => {
    const [near, far] = channel();
    for (const [own, other] of [
      [near, far],
      [far, near],
    ]) {
      serveTasks(webPort(own), tasks);
      other.postMessage("something else");
      other.postMessage(null);
    }
    const [there, back] = [near, far].map((port) => new TaskClient<typeof tasks>(webPort(port)));
    expect(await Promise.all([there.run("double", 1), back.run("double", 2)])).toEqual([2, 4]);
  });
});

describe("a worker", () => {
  it("that ends rejects what it was asked for, then and later, and is ended", async () => {
    const { thread, terminate, lose } = worker();
    const asked = thread.run("never", undefined);
    lose(new Error("exit code 7"));
    await expect(asked).rejects.toMatchObject({
      kind: "internal",
      code: "E_WORKER",
      message: "a worker ended (exit code 7)",
    });
    await expect(thread.run("double", 1)).rejects.toMatchObject({ code: "E_WORKER" });
    expect(thread.isLost).toBe(true);
    expect(terminate).toHaveBeenCalledOnce();
  });

  it("that ran out of memory says that", async () => {
    const { thread, lose } = worker();
    lose(Object.assign(new Error("heap"), { code: "ERR_WORKER_OUT_OF_MEMORY" }));
    await expect(thread.run("double", 1)).rejects.toMatchObject({ code: "E_MEMORY" });
  });

  it("that is closed rejects with the reason given", async () => {
    const { thread } = worker();
    const asked = thread.run("never", undefined);
    await thread.close(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
  });

  it("without work is given out again unless it was lost, and ended after a while", async () => {
    const started = [worker(), worker()];
    let end = () => {};
    let count = 0;
    const later = (then: () => void) => {
      end = then;
      return () => {};
    };
    const idle = new IdleWorkers(() => started[count++].thread, later);
    idle.keep(idle.take());
    expect(idle.take()).toBe(started[0].thread);
    idle.keep(started[0].thread);
    started[0].lose(new Error("gone"));
    expect(idle.take()).toBe(started[1].thread);
    idle.keep(started[1].thread);
    end();
    expect(started[1].terminate).toHaveBeenCalledOnce();
  });
});
