import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { call } from "../revision.ts";
import { say } from "../settings.ts";
import { debianVersion, installCommand, runOnOneCore } from "./debian.ts";
import { ownNames } from "./ours.ts";
import type { MissingPeer, Peer } from "./peer.ts";

const source = fileURLToPath(new URL("../peers/itk_peer.cpp", import.meta.url));
const include = "/usr/include";
const library = "libinsighttoolkit5-dev";

/** ITK through peers/itk_peer.cpp, which is compiled here. */
export function itkPeer(folder: string): Peer | MissingPeer {
  const install = installCommand(["g++", library]);
  if (install !== null) return { name: "ITK", install };
  const program = compile(folder);
  return {
    name: `ITK ${debianVersion(library)}`,
    gives: "everything asked for",
    sameAs: ownNames.borders,
    run: async ({ files }) => {
      const args = [files.reference, files.prediction];
      const { ms, peakMiB, stdout } = await runOnOneCore(program, args, folder);
      return { ms, peakMiB, values: JSON.parse(stdout) };
    },
  };
}

/** Compiles without CMake: the exported targets of Debian's ITK ask for every tool of every library it can use. */
function compile(folder: string): string {
  say("compiling the ITK program");
  const version = readdirSync(include).find((name) => /^ITK-\d/.test(name))!;
  const suffix = version.slice("ITK".length);
  const libraries = ["ITKCommon", "ITKIOImageBase", "ITKIONIFTI", "itksys", "itkvnl", "itkvnl_algo"];
  const program = join(folder, "itk_peer");
  const links = libraries.map((name) => `-l${name}${suffix}`);
  const options = ["-std=c++17", "-O3", "-DNDEBUG", `-I${join(include, version)}`];
  call("g++", [...options, source, "-o", program, ...links], folder);
  return program;
}
