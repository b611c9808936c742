import { didYouMean, UsageError } from "@pgt/metrics";

/** Values by name, of what an engine may write in braces. */
export type TemplateValues = Readonly<Record<string, string | number | boolean>>;

/**
 * A text with `{names}` replaced by their values.
 *
 * @throws UsageError E_ENGINE for a name that has no value here.
 */
export function fillTemplate(text: string, values: TemplateValues, engine: string): string {
  return text.replace(/\{([A-Za-z][\w]*)\}/g, (_, name: string) => {
    if (Object.hasOwn(values, name)) return String(values[name]);
    const names = Object.keys(values);
    const message = `${engine}: "${text}" asks for {${name}}, which there is not here.${didYouMean(name, names)} There are ${names.join(", ")}.`;
    throw new UsageError("E_ENGINE", message);
  });
}
