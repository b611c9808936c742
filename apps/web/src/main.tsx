import "./style/lab.css";
import { pageStyle } from "@pgt/report";
import { render } from "preact";
import { browserDoor } from "./lab/browser-door.ts";
import { createActions } from "./state/actions.ts";
import { createLabStore } from "./state/lab.ts";
import { App } from "./view/app.tsx";
import { LabContext } from "./view/lab-context.ts";
import { keepPage } from "./view/page-events.ts";

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
