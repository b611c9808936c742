import "./shell/app.css";
import { pageStyle } from "@pgt/report";
import { render } from "preact";
import { createActions } from "./shell/actions.ts";
import { App } from "./shell/app.tsx";
import { LabContext } from "./shell/app-context.ts";
import { browserDoor } from "./shell/browser-library.ts";
import { createLabStore } from "./shell/initial-state.ts";
import { keepPage } from "./shell/page-events.ts";

/** The look of the report; the page's own style sheet goes before it. */
const reportStyle = new CSSStyleSheet();
reportStyle.replaceSync(`@layer report{${pageStyle}}`);
document.adoptedStyleSheets = [reportStyle];

const store = createLabStore();
const lab = { store, door: browserDoor, actions: createActions(store, browserDoor) };
render(
  <LabContext.Provider value={lab}>
    <App />
  </LabContext.Provider>,
  document.getElementById("app")!,
);

keepPage(store);

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it the page works too, while its host can be reached.
  navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}
