import { plural } from "@pgt/report";
import type { FaultyFile } from "./faulty-files.ts";

/** Length beyond which nobody would read the list. */
const mostListed = 100;

/** Files that could not be used, each with its reason; the others went on. */
export function FaultyFiles({ faults }: { readonly faults: readonly FaultyFile[] }) {
  if (faults.length === 0) return null;
  const more = faults.length - mostListed;
  return (
    <section class="notice" aria-labelledby="faults-title">
      <h3 id="faults-title">{plural(faults.length, "fault")} in files; everything else was compared</h3>
      <ul>
        {faults.slice(0, mostListed).map(({ message, cases, comparisons }) => (
          <li key={message}>
            {message}
            <span class="small">
              {" "}
              ({cases.join(", ")}; {plural(comparisons, "comparison")} lost)
            </span>
          </li>
        ))}
        {more > 0 && <li>and {more} more, all of them in the result (JSON)</li>}
      </ul>
    </section>
  );
}
