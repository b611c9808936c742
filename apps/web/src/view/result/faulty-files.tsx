import type { IntervalReport } from "@pgt/browser";
import { faultyFiles } from "../../result/faulty-files.ts";

/** Files that could not be used, each with its reason; the others went on. */
export function FaultyFiles({ failures }: Pick<IntervalReport, "failures">) {
  const faults = faultyFiles(failures);
  if (faults.length === 0) return null;
  return (
    <section class="notice" aria-labelledby="faults-title">
      <h3 id="faults-title">
        {faults.length === 1 ? "1 fault" : `${faults.length} faults`} in files; everything else was compared
      </h3>
      <ul>
        {faults.map(({ message, cases, comparisons }) => (
          <li key={message}>
            {message}
            <span class="small">
              {" "}
              ({cases.join(", ")}; {comparisons === 1 ? "1 comparison" : `${comparisons} comparisons`} lost)
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
