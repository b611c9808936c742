import "./shell/app.css";
import { pageStyle } from "@pgt/report";
import { render } from "preact";
import { createActions } from "./shell/actions.ts";
import { App } from "./shell/app.tsx";
import { AppContext } from "./shell/app-context.ts";
import { createAppStore } from "./shell/initial-state.ts";
import { library } from "./shell/library.ts";
import { keepPage } from "./shell/page-events.ts";

/** The look of the report; the page's own style sheet goes before it. */
const reportStyle = new CSSStyleSheet();
reportStyle.replaceSync(`@layer report{${pageStyle}}`);
document.adoptedStyleSheets = [reportStyle];

const store = createAppStore();
const services = { store, library, actions: createActions(store, library) };
render(
  <AppContext.Provider value={services}>
    <App />
  </AppContext.Provider>,
  document.getElementById("app")!,
);

keepPage(store);

/** `pgt ui` sends all headers itself, and is there whenever it is wanted: its port is another server's next time. */
const isServedByCommand = crossOriginIsolated && /^(127\.0\.0\.1|localhost)$/.test(location.hostname);

if (import.meta.env.PROD && "serviceWorker" in navigator && !isServedByCommand) {
  // A failure is no loss while the host can be reached.
  navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}
