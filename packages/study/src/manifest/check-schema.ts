import { didYouMean } from "@pgt/metrics";
import type { FieldPath, YamlSource } from "./yaml-source.ts";

/** The part of JSON Schema that the schema of the manifest uses. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  /** Expectation in words: part of the message. */
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minProperties?: number;
  readonly minimum?: number;
  readonly pattern?: string;
}

/**
 * Checks a document against a schema.
 *
 * @throws InputError E_MANIFEST for the first fault, naming file, line, field, what was expected and what was found.
 */
export function checkSchema(source: YamlSource, schema: Schema): void {
  check({ source, root: schema }, schema, source.value, []);
}

interface Checking {
  readonly source: YamlSource;
  readonly root: Schema;
}

function check(checking: Checking, schema: Schema, value: unknown, path: FieldPath): void {
  const { $ref, anyOf } = schema;
  if ($ref !== undefined) {
    check(checking, definition(checking.root, $ref), value, path);
    return;
  }
  if (anyOf) {
    const branch = anyOf.map((one) => resolve(checking.root, one)).find((one) => hasType(one, value));
    if (!branch) throw unexpected(checking, schema, value, path);
    check(checking, branch, value, path);
    return;
  }
  if (!hasType(schema, value) || !isAllowed(schema, value)) throw unexpected(checking, schema, value, path);
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries())
      if (schema.items) check(checking, schema.items, item, [...path, at]);
  } else if (isMap(value)) checkMap(checking, schema, value, path);
}

function checkMap(
  checking: Checking,
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: FieldPath,
): void {
  for (const [key, one] of Object.entries(value)) {
    const known = schemaOfKey(schema, key);
    if (known === undefined) throw unknownKey(checking, schema, key, path);
    check(checking, known, one, [...path, key]);
  }
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key));
  if (missing.length > 0) {
    const what = missing.map((key) => `${key} (${schema.properties?.[key]?.description ?? "required"})`);
    throw checking.source.fault(path, `missing: ${what.join(", ")}`);
  }
}

function schemaOfKey(schema: Schema, key: string): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  const pattern = Object.entries(schema.patternProperties ?? {}).find(([text]) => new RegExp(text).test(key));
  if (pattern) return pattern[1];
  const { additionalProperties = true } = schema;
  if (additionalProperties === false) return undefined;
  return additionalProperties === true ? {} : additionalProperties;
}

function unknownKey({ source }: Checking, schema: Schema, key: string, path: FieldPath) {
  const known = Object.keys(schema.properties ?? {}).filter((name) => name !== "$schema");
  const expected =
    known.length > 0
      ? `there is no such field.${didYouMean(key, known)} The fields are ${known.join(", ")}.`
      : `expected ${schema.description}, found the key "${key}"`;
  return source.fault([...path, key], expected);
}

function unexpected({ source }: Checking, schema: Schema, value: unknown, path: FieldPath) {
  const choices = schema.enum ? `: one of ${schema.enum.join(", ")}` : "";
  const exact = schema.const === undefined ? "" : `: ${JSON.stringify(schema.const)}`;
  const bounds = schema.minimum === undefined ? "" : `, at least ${schema.minimum}`;
  const hint = schema.enum && typeof value === "string" ? didYouMean(value, schema.enum.map(String)) : "";
  const expected = `${schema.description ?? "another value"}${choices}${exact}${bounds}`;
  return source.fault(path, `expected ${expected}; found ${shown(value)}.${hint}`);
}

function hasType(schema: Schema, value: unknown): boolean {
  if (schema.type === undefined) {
    if (schema.enum) return schema.enum.some((one) => typeof one === typeof value);
    return true;
  }
  return [schema.type].flat().some((type) => isOfType(type, value));
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "object") return isMap(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return typeof value === type;
}

/** Checks beyond the type: constants, lengths, limits. */
function isAllowed(schema: Schema, value: unknown): boolean {
  if (schema.const !== undefined && value !== schema.const) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (typeof value === "string") {
    return (
      value.length >= (schema.minLength ?? 0) &&
      (schema.pattern === undefined || new RegExp(schema.pattern).test(value))
    );
  }
  if (typeof value === "number") return value >= (schema.minimum ?? Number.NEGATIVE_INFINITY);
  if (Array.isArray(value)) return value.length >= (schema.minItems ?? 0);
  return !isMap(value) || Object.keys(value).length >= (schema.minProperties ?? 0);
}

function resolve(root: Schema, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : definition(root, schema.$ref);
}

function definition(root: Schema, ref: string): Schema {
  const found = root.$defs?.[ref.replace("#/$defs/", "")];
  if (!found) throw new RangeError(`the schema has no ${ref}`);
  return found;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isMap(value)) return Object.keys(value).length === 0 ? "an empty map" : "a map";
  return JSON.stringify(value);
}
