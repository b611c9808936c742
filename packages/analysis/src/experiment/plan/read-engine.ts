import { didYouMean, someOf } from "@pgt/metrics";
import type { FieldPath, YamlSource } from "@pgt/study";
import { engines } from "../engines/engine-registry.ts";
import type { Engine } from "../engines/engine-types.ts";
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
  return { engine, settings: { ...engine.settings, ...given } };
}

function engineOf(source: YamlSource, { engine: id, command }: RawEngineUse, at: FieldPath): Engine {
  if (command) {
    if (id !== undefined && id !== commandId) {
      throw source.fault([...at, "command"], `expected engine: ${commandId} beside it; found ${id}`);
    }
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
