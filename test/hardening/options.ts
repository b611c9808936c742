import { parseArgs } from "node:util";

/** Options of `pnpm harden`. */
export function hardenOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      mutants: { type: "string", default: "30000" },
      seconds: { type: "string", default: "3600" },
      seed: { type: "string", default: "20230418" },
      kills: { type: "string", default: "0" },
      kernels: { type: "string", default: "0" },
      findings: { type: "string", default: "test/hardening/findings" },
      cli: { type: "string", default: "apps/cli/dist/pgt.js" },
    },
  });
  const number = (name: "mutants" | "seconds" | "seed" | "kills" | "kernels") => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 0) return value;
    throw new Error(`--${name}: expected a whole number from 0, found ${values[name]}`);
  };
  return {
    mutants: number("mutants"),
    seconds: number("seconds"),
    seed: number("seed"),
    kills: number("kills"),
    kernels: number("kernels"),
    findings: values.findings,
    cli: values.cli,
  };
}
