/* Forms that are being filled in. The pages work whole without this: it makes them instant.
 *
 *   instant.js   posts the page's state by htmx, puts in only what changed, keeps the focus, says what was saved
 *   typed.js     long lists of choices are searched by typing
 *   ranking.js   rankings are dragged
 *   uploads.js   files go in chunks that go on after a cut
 *   pictures.js  photographs are made as small as the form asks before they go
 *   drawing.js   a signature or a sketch is drawn with finger, pen or mouse
 *   barcodes.js  the camera, where the browser reads codes
 *   ranges.js    a slider beside the number
 *   typein.js    paper is typed in by the keyboard alone
 * The map (map.js) is a script of its own, fetched where a place is asked.
 */
import { enhance as calendars } from "../../../src/barzan/persian/static/persian/jalali-picker.js";
import { barcodes } from "./barcodes.js";
import { drawings } from "./drawing.js";
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
  drawings(scope);
  maps(scope);
}

// The map's script and style come once a place is asked. Without its style the map would lie over the page, and make a
// phone's page wider than the phone.
let mapsReady = null;
function maps(scope) {
  if (!mapsReady && scope.querySelector("[data-map]")) mapsReady = fetched();
  mapsReady?.then(() => window.barzanMaps(scope, own.dataset.outline));
}

function fetched() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: own.dataset.mapStyle });
  const script = Object.assign(document.createElement("script"), { src: own.dataset.mapScript });
  document.head.append(style, script);
  return Promise.all([style, script].map((each) => new Promise((done) => each.addEventListener("load", done))));
}

enhance(document);
for (const form of document.querySelectorAll("form[data-type-in]")) typeIn(form);
for (const form of document.querySelectorAll("form[data-filling]")) instant(form, enhance);
