/** A block of README.md that a marker above it names: `<!-- test: name -->` or `<!-- output: name -->`. */
export interface Block {
  readonly kind: "test" | "output";
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

export interface Example extends Block {
  /** Text that it must print, where README shows it. */
  readonly output?: string | undefined;
}

/** The marked examples of a Markdown text, in their order, each with the output shown for it. */
export function examplesIn(markdown: string): Example[] {
  const marked = /<!-- (test|output): ([\w -]+?) -->\s*\n```(\w*)\n([\s\S]*?)```/g;
  const blocks = [...markdown.matchAll(marked)].map(
    ([, kind, name, language, text]) => ({ kind, name, language, text }) as Block,
  );
  return blocks
    .filter(({ kind }) => kind === "test")
    .map((block) => {
      const output = blocks.find(({ kind, name }) => kind === "output" && name === block.name)?.text;
      return { ...block, output };
    });
}
