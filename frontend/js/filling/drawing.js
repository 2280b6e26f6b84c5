/* A signature or a sketch is drawn on the page with finger, pen or mouse, and goes as a picture. A file can be chosen instead. */
import { button, element, once } from "./elements.js";
import { sendFile } from "./uploads.js";

const LINE = 2.5;

export function drawings(scope) {
  once(scope, "[data-drawing]", (pad) => {
    const form = pad.closest("form[data-upload-key]");
    if (form) new Drawing(pad, form);
  });
}

class Drawing {
  constructor(pad, form) {
    this.canvas = element("canvas", { class: "drawing", role: "img", "aria-label": pad.dataset.drawing });
    this.keep = button(pad.dataset.keep, "button-small", () => this.send(pad.closest("[data-upload]"), form));
    this.clear = button(pad.dataset.clear, "button-small button-quiet", () => this.wipe());
    pad.append(this.canvas, element("div", { class: "row" }, this.keep, this.clear));
    this.wipe();
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => (this.last = null));
  }

  wipe() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const fine = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(width * fine), height: Math.round(height * fine) });
    this.pen = this.canvas.getContext("2d");
    this.pen.fillStyle = "#fff";
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    Object.assign(this.pen, { lineWidth: LINE * fine, lineCap: "round", lineJoin: "round", strokeStyle: "#12245a" });
    this.last = null;
    this.keep.disabled = this.clear.disabled = true;
  }

  at({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return [((clientX - box.left) * this.canvas.width) / box.width, ((clientY - box.top) * this.canvas.height) / box.height];
  }

  begin(event) {
    if (event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.at(event);
    this.go(event);
  }

  go(event) {
    if (!this.last) return;
    this.pen.beginPath();
    this.pen.moveTo(...this.last);
    this.last = this.at(event);
    this.pen.lineTo(...this.last);
    this.pen.stroke();
    this.keep.disabled = this.clear.disabled = false;
  }

  async send(box, form) {
    const made = await new Promise((done) => this.canvas.toBlob(done, "image/png"));
    this.keep.disabled = true;
    await sendFile(box, form, new File([made], "drawing.png", { type: "image/png" }));
  }
}
