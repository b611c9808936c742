import { expectedKinds } from "@pgt/metrics";
import { useApp, useAppState } from "../shell/app-context.ts";
import { DropZone } from "./drop-zone.tsx";

export function StartPage() {
  const { actions } = useApp();
  const { busy } = useAppState();
  return (
    <>
      <p class="lead">
        How good can a model meaningfully get on your labels? Agreement between raters bounds the Peak Ground
        Truth below, agreement of raters with their own repeats bounds it above; models are placed in between.
      </p>
      <DropZone />
      <section class="demo" aria-labelledby="demo-title">
        <h2 id="demo-title">No masks at hand?</h2>
        <p>
          A simulated study with known truth: 12 cases, three raters who annotate each case twice, and three
          models. It is made in this page.
        </p>
        <button type="button" disabled={busy !== null} onClick={() => void actions.tryDemo()}>
          Try the simulated study
        </button>
      </section>
      <section aria-labelledby="needs-title">
        <h2 id="needs-title">What is needed</h2>
        <ul>
          <li>Masks as {expectedKinds}, one file per case, or one per class in a folder.</li>
          <li>
            One folder per rater, with the same file name for the same case; other layouts are recognised too.
          </li>
          <li>For the upper bound, a second annotation by a rater: a folder such as anna-repeat.</li>
          <li>Images (to see the masks on) and a study manifest (.yaml) may be among the files.</li>
        </ul>
      </section>
    </>
  );
}
