import { FaultNotice } from "./fault-notice.tsx";
import { useLabState } from "./lab-context.ts";
import { LiveStatus } from "./live-status.tsx";
import { ResultPage } from "./result/result-page.tsx";
import { RunningPage } from "./running-page.tsx";
import { StartPage } from "./start/start-page.tsx";
import { StudyPage } from "./study/study-page.tsx";

const pages = { start: StartPage, study: StudyPage, running: RunningPage, result: ResultPage };

export function App() {
  const { page } = useLabState();
  const Page = pages[page];
  return (
    <>
      <header class="top">
        <h1>Peak Ground Truth lab</h1>
        <p class="small">Your files stay on this machine: this page computes by itself and sends nothing.</p>
      </header>
      <main>
        <FaultNotice />
        <Page />
      </main>
      <LiveStatus />
    </>
  );
}
