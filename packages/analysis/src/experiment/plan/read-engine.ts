import { didYouMean, listed, someOf } from "@pgt/metrics";
import { dirname, resolve } from "@pgt/runner";
import type { FieldPath, YamlSource } from "@pgt/study";
import { engines } from "../engines/engine-registry.ts";
import type { Engine, Settings } from "../engines/engine-types.ts";
import type { RawEngineUse } from "./plan-json.ts";
import type { UsedEngine } from "./plan-types.ts";

/** Engine whose commands stand in the plan. */
const commandId = "command";

/**
 * The engine that a generator or the training names, with its settings.
 *
 * @throws InputError E_MANIFEST for an engine or a setting that does not exist.
 */
export function readEngine(source: YamlSource, raw: RawEngineUse, at: FieldPath): UsedEngine {
  const engine = engineOf(source, raw, at);
  const given = { ...raw.settings, ...(raw.size !== undefined && { size: raw.size }) };
  const names = Object.keys(engine.settings);
  for (const name of Object.keys(given)) {
    if (names.includes(name) || engine.id === commandId) continue;
    const known = names.length > 0 ? ` There are ${names.join(", ")}.` : " It has none.";
    const field = name === "size" && raw.size !== undefined ? [...at, "size"] : [...at, "settings", name];
    throw source.fault(field, `${engine.name} has no setting "${name}".${didYouMean(name, names)}${known}`);
  }
  checkSettings(source, engine, given, at);
  const settings = { ...engine.settings, ...given };
  try {
    engine.check?.(settings);
  } catch (cause) {
    throw source.fault(at, (cause as Error).message);
  }
  return { engine, settings, planFolder: resolve(dirname(source.file)) };
}

/** Settings of an engine that comes with this package are of the kind of their defaults. */
function checkSettings(
  source: YamlSource,
  { settings, choices }: Engine,
  given: Settings,
  at: FieldPath,
): void {
  for (const [name, value] of Object.entries(given)) {
    const usual = settings[name];
    const known = choices?.[name];
    const isKnown = known ? known.includes(String(value)) : typeof value === typeof usual;
    if (usual === undefined || isKnown) continue;
    const expected = known ? listed(known, "or") : `a ${typeof usual} such as ${usual}`;
    throw source.fault(at, `${name}: expected ${expected}; found ${JSON.stringify(value)}`);
  }
}

/** A pattern that does not compile, or holds no number, would only be found after the training. */
function checkPattern(source: YamlSource, { converged }: Pick<Engine, "converged">, at: FieldPath): void {
  if (!converged) return;
  const path = [...at, "command", "converged", "pattern"];
  try {
    const groups = new RegExp(`${converged.pattern}|`).exec("")!.length - 1;
    if (groups > 0) return;
  } catch (cause) {
    throw source.fault(path, (cause as Error).message);
  }
  throw source.fault(
    path,
    `expected a group around the number, as in "dice ([0-9.]+)"; found ${converged.pattern}`,
  );
}

function engineOf(source: YamlSource, { engine: id, command }: RawEngineUse, at: FieldPath): Engine {
  if (command) {
    if (id !== undefined && id !== commandId) {
      throw source.fault([...at, "command"], `expected engine: ${commandId} beside it; found ${id}`);
    }
    checkPattern(source, command, at);
    const name = command.name ?? command.id ?? "the command of the plan";
    const install = command.install ?? "see that its program is installed and on the PATH";
    return { ...command, id: command.id ?? commandId, name, install, settings: command.settings ?? {} };
  }
  if (id === commandId) {
    throw source.fault(
      [...at, "engine"],
      "missing: command (the commands that train and predict), beside it",
    );
  }
  const known = engines.get(String(id));
  if (known) return known;
  const ids = [...engines.keys(), commandId];
  throw source.fault(
    [...at, "engine"],
    `there is no engine "${id}".${didYouMean(String(id), ids)} The engines are ${someOf(ids, ids.length)}.`,
  );
}
