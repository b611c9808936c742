import { ResultPage } from "../interval/result-page.tsx";
import { StudyPage } from "../study/study-page.tsx";
import { StartPage } from "../upload/start-page.tsx";
import { useAppState } from "./app-context.ts";
import { FaultNotice } from "./fault-notice.tsx";
import { LiveStatus } from "./live-status.tsx";
import { RunningPage } from "./running-page.tsx";

const pages = { start: StartPage, study: StudyPage, running: RunningPage, result: ResultPage };

export function App() {
  const { page } = useAppState();
  const Page = pages[page];
  return (
    <>
      <header class="top">
        <h1>Peak Ground Truth</h1>
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
