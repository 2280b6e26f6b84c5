/* A code is read by the camera where the browser can (BarcodeDetector); else it is typed. */
import { button, changed, element, once } from "./elements.js";

export function barcodes(scope) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  once(scope, "[data-barcode]", (box) => {
    const input = box.querySelector("input");
    const said = element("p", { class: "meta", role: "status" });
    let stream = null;
    const film = element("video", { playsinline: "", class: "camera", hidden: "" });
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = null;
      film.hidden = true;
      scan.textContent = box.dataset.scan;
    };
    const look = async (detector) => {
      if (!stream) return;
      const [found] = await detector.detect(film).catch(() => []);
      if (!found) return void setTimeout(look, 200, detector);
      input.value = found.rawValue;
      stop();
      changed(input);
    };
    const scan = button(box.dataset.scan, "button-small", async () => {
      if (stream) return stop();
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch {
        said.textContent = box.dataset.refused;
        return;
      }
      film.srcObject = stream;
      film.hidden = false;
      scan.textContent = box.dataset.stop;
      await film.play();
      look(new window.BarcodeDetector());
    });
    box.append(scan, film, said);
  });
}
