import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/** File of a bundle that names the packages whose code it holds, with their licences. */
export const noticesFile = "THIRD-PARTY-NOTICES.txt";

const line = `\n\n${"=".repeat(78)}\n`;
const head = "This bundle holds code of these packages, under their licences.";

/** The runtime that AssemblyScript compiles into the kernels. */
const kernelRuntime = createRequire(new URL("../assembly/package.json", import.meta.url)).resolve(
  "assemblyscript/package.json",
);

/**
 * Notices of the packages that files of a bundle come from: each text with the packages that have it. A file of a bundle
 * made before brings the notices beside it.
 *
 * @throws Error for a package that names no licence.
 */
export function noticesOf(files: Iterable<string>): string {
  const packagesOf = new Map<string, Set<string>>();
  const seen = new Set<string>();
  for (const file of files) {
    const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? [];
    const place = folder ?? join(dirname(file), noticesFile);
    if (seen.has(place)) continue;
    seen.add(place);
    const found = folder === undefined ? noticesIn(place) : [noticeOf(folder)];
    for (const { packages, text } of found) {
      packagesOf.set(text, new Set([...(packagesOf.get(text) ?? []), ...packages]));
    }
  }
  const blocks = [...packagesOf].map(([text, packages]) => `${[...packages].sort().join("\n")}\n\n${text}`);
  return `${[head, ...blocks.sort()].join(line)}\n`;
}

interface PackageNotice {
  readonly packages: readonly string[];
  readonly text: string;
}

function noticesIn(file: string): PackageNotice[] {
  if (!existsSync(file)) return [];
  const [, ...blocks] = readFileSync(file, "utf8").split(line);
  return blocks.map((block) => {
    const end = block.indexOf("\n\n");
    return { packages: block.slice(0, end).split("\n"), text: block.slice(end).trim() };
  });
}

function noticeOf(folder: string): PackageNotice {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (typeof license !== "string" && texts.length === 0) {
    throw new Error(`${folder}: expected a licence in package.json or beside it, found none`);
  }
  const text = texts.length > 0 ? texts.join("\n\n") : `Licence: ${license}`;
  return { packages: [`${name} ${version}${license ? ` (${license})` : ""}`], text };
}

/** Files that an output of esbuild holds code of. */
interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/** The part of esbuild that the plugin needs. */
interface Build {
  readonly initialOptions: { metafile?: boolean | undefined };
  onEnd(callback: (result: { readonly metafile?: Metafile | undefined }) => void): void;
}

/** Plugin of esbuild that writes the notices into `dist`, from what the bundle is found to hold. */
export const thirdPartyNotices = {
  name: "third-party-notices",
  setup({ initialOptions, onEnd }: Build): void {
    initialOptions.metafile = true;
    onEnd(({ metafile }) => {
      if (!metafile) return;
      const inputs = Object.values(metafile.outputs).flatMap((output) =>
        Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) =>
          bytesInOutput > 0 ? [file] : [],
        ),
      );
      mkdirSync("dist", { recursive: true });
      writeFileSync(
        join("dist", noticesFile),
        noticesOf([...inputs.map((file) => resolve(file)), kernelRuntime]),
      );
    });
  },
};
