import { expect, it } from "vitest";
import { examplesIn } from "./readme-examples.ts";

const markdown = `
\`\`\`sh
npm install nothing
\`\`\`

<!-- test: two numbers -->
\`\`\`js
console.log(1);
\`\`\`

<!-- output: two numbers -->
\`\`\`text
1
\`\`\`

<!-- test: a command -->

\`\`\`sh
echo 2
\`\`\`
`;

it("marked blocks are examples, each with the output shown for it; others are not run", () => {
  expect(examplesIn(markdown)).toEqual([
    { kind: "test", name: "two numbers", language: "js", text: "console.log(1);\n", output: "1\n" },
    { kind: "test", name: "a command", language: "sh", text: "echo 2\n", output: undefined },
  ]);
});
