/* Forms that are being filled in. The pages work whole without this: it makes them instant.
 *
 *   instant.js   posts the page's state by htmx, puts in only what changed, keeps the focus, says what was saved
 *   typed.js     long lists of choices are searched by typing
 *   ranking.js   rankings are dragged
 *   uploads.js   files go in chunks that go on after a cut
 *   barcodes.js  the camera, where the browser reads codes
 *   ranges.js    a slider beside the number
 *   typein.js    paper is typed in by the keyboard alone
 * The map (map.js) is a script of its own, fetched where a place is asked.
 */
import { enhance as calendars } from "../../../src/barzan/persian/static/persian/jalali-picker.js";
import { barcodes } from "./barcodes.js";
import { instant } from "./instant.js";
import { ranges } from "./ranges.js";
import { rankings } from "./ranking.js";
import { typed } from "./typed.js";
import { typeIn } from "./typein.js";
import { uploads } from "./uploads.js";

const own = document.currentScript;

function enhance(scope) {
  calendars(scope);
  typed(scope);
  ranges(scope);
  rankings(scope);
  barcodes(scope);
  uploads(scope);
  maps(scope);
}

// The map's script and style come once a place is asked.
let mapsAsked = false;
function maps(scope) {
  if (window.barzanMaps) return window.barzanMaps(scope);
  if (mapsAsked || !scope.querySelector("[data-map]")) return;
  mapsAsked = true;
  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: own.dataset.mapStyle });
  const script = document.createElement("script");
  script.src = own.dataset.mapScript;
  script.addEventListener("load", () => window.barzanMaps(document, own.dataset.outline));
  document.head.append(style, script);
}

enhance(document);
for (const form of document.querySelectorAll("form[data-type-in]")) typeIn(form);
for (const form of document.querySelectorAll("form[data-filling]")) instant(form, enhance);
