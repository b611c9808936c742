import { stat } from "node:fs/promises";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { InitValues } from "./init-options.ts";

/** `pgt init FOLDER`: a study manifest, proposed from file names. */
export const initCommand: Run<InitValues> = async (context, [folder], { out, force, ...told }) => {
  if (out !== undefined && !force && (await stat(out).catch(() => null))) {
    throw new CommandUsageError(
      `--out: ${out} is there already`,
      "another name, or --force to write over it",
    );
  }
  const library = await context.library();
  const { "case-is": caseIs, "rater-is": raterIs } = told;
  const manifest = await library.proposeStudy(folder, {
    ...(out !== undefined && { manifest: out }),
    ...(caseIs !== undefined && { caseIs }),
    ...(raterIs !== undefined && { raterIs }),
  });
  if (out === undefined) await context.out(manifest);
  else {
    await library.writeFile(out, [manifest]);
    context.note(`wrote ${out}; check the lines marked CHECK, then: pgt interval ${out}`);
  }
  return 0;
};
