import { useAppState } from "../shell/app-context.ts";
import { leftOutFiles } from "./left-out.ts";

/** Length beyond which nobody would read the list. */
const mostListed = 200;

/** Files that take no part, with their reasons. */
export function LeftOutFiles() {
  const { table, files } = useAppState();
  const found = leftOutFiles(
    table,
    files.map(({ path }) => path),
  );
  if (found.length === 0) return null;
  const more = found.length - mostListed;
  return (
    <details>
      <summary>{found.length === 1 ? "1 file takes no part" : `${found.length} files take no part`}</summary>
      <ul class="small">
        {found.slice(0, mostListed).map(({ path, reason }) => (
          <li key={path}>
            <code>{path}</code>: {reason}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </details>
  );
}
