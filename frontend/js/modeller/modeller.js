/* The designer of processes: bpmn-js, kept to the published subset, with our panel, words, findings and saving.
 *
 * Loaded on the page of the designer only. No inline style or script is written: the content security policy refuses them,
 * which is why the modules that align and distribute (pictures with style attributes) are left out. */
import Modeler from "bpmn-js/lib/Modeler";
import AlignElementsModule from "bpmn-js/lib/features/align-elements";
import DistributeElementsModule from "bpmn-js/lib/features/distribute-elements";
import { findings } from "./findings.js";
import { keyboard } from "./keyboard.js";
import { descriptor } from "./moddle.js";
import { panel } from "./panel.js";
import { saving } from "./saving.js";
import { get } from "./server.js";
import { subset } from "./subset.js";
import { toolbar, whole } from "./toolbar.js";
import { t, translating } from "./words.js";

class Drawing extends Modeler {}
const LEFT_OUT = [AlignElementsModule, DistributeElementsModule];
Drawing.prototype._modules = Modeler.prototype._modules.filter((each) => !LEFT_OUT.includes(each));

const FONT = { fontFamily: "Vazirmatn, Tahoma, sans-serif", fontWeight: "500", lineHeight: 1.35 };
// Where the lists do not come, codes can still be written.
const NO_PICKS = { units: [], posts: [], bodies: [], instruments: [], decisions: [], actions: [], processes: [], escalations: [] };
const at = (id) => document.getElementById(id);

async function begin() {
  const config = JSON.parse(at("modeller-config").textContent);
  const picks = get(config.urls.picks, NO_PICKS);
  const modeler = new Drawing({
    container: at("canvas"),
    moddleExtensions: { barzan: descriptor },
    additionalModules: [subset, translating, keyboard],
    textRenderer: { defaultStyle: { ...FONT, fontSize: 13 }, externalStyle: { ...FONT, fontSize: 12.5 } },
    bpmnRenderer: { defaultFillColor: "var(--surface)", defaultStrokeColor: "var(--ink)", defaultLabelColor: "var(--ink)" },
  });
  at("designer").hidden = false;
  await modeler.importXML(config.xml);
  whole(modeler.get("canvas"));
  at("canvas").querySelector("svg").setAttribute("aria-label", t("Drawing of the process; the list of steps below says the same in words"));

  const saver = saving(modeler, { state: at("save-state"), conflict: at("conflict"), ...config });
  const checker = findings(modeler, at("findings"), at("findings-summary"), config.urls);
  panel(modeler, at("panel"), { ...config, picks: await picks });
  toolbar(modeler, { bar: at("designer-bar"), help: at("designer-help"), file: at("designer-file"), notice: at("designer-notice"), key: config.key, saver, checker });
  await checker.check();
  at("designer").dataset.ready = "true";
  at("canvas").modeler = modeler;
}

/* On a screen without room for a drawing the page shows the picture; turned or widened, it begins. */
const roomy = window.matchMedia("(min-width: 960px)");

function tryToBegin() {
  if (!at("modeller-config") || !roomy.matches) return;
  roomy.removeEventListener("change", tryToBegin);
  begin().catch((problem) => {
    at("designer").hidden = true;
    at("designer-failed").hidden = false;
    throw problem;
  });
}

roomy.addEventListener("change", tryToBegin);
tryToBegin();
