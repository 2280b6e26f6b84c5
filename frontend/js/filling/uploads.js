/* Files go in chunks (tus, the interface of submissions) with a bar that shows how far they are. After a cut, or on
 * another day, they go on where they stopped: the browser remembers where each file of a question is taken.
 */
import { changed, element, once } from "./elements.js";
import { smaller } from "./pictures.js";

const CHUNK = 256 * 1024;
const WAIT = 3_000;

export function uploads(scope) {
  once(scope, "[data-upload]", (box) => {
    const form = box.closest("form[data-upload-key]");
    const input = box.querySelector('input[type="file"]');
    if (!form) return;
    // The browser's own words for it are in the browser's language, not in that of the page.
    input.classList.add("visually-hidden");
    input.before(element("label", { class: "button upload-choose", for: input.id }, box.dataset.choose));
    input.addEventListener("change", async (event) => {
      event.stopPropagation();
      if (input.files.length) await sendFile(box, form, await smaller(input.files[0], Number(box.dataset.maxPixels)));
    });
    box.querySelector(".upload-gone input")?.addEventListener("change", () => (box.querySelector("input[type=hidden]").value = ""));
  });
}

/** Sends a file as the answer of the question in `box`. */
export const sendFile = (box, form, file) => new Upload(box, box.querySelector('input[type="file"]'), form).send(file);

// One of its kind in a submission: the question, a few signs, the ending of the file.
function nameFor(place, given) {
  const signs = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(given)?.[1].toLowerCase();
  const question = place.split("/").at(-1).replace(/[^\p{L}\p{N}_-]+/gu, "-").slice(0, 40);
  return `${question}-${signs}${ending ? `.${ending}` : ""}`;
}

const coded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class Upload {
  constructor(box, input, form) {
    Object.assign(this, { box, input });
    this.words = form.dataset;
    this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    box.querySelector(".upload-going")?.remove();
    this.bar = element("progress", { max: "1", value: "0", "aria-label": this.words.uploading });
    this.said = element("p", { class: "upload-said", role: "status" });
    box.append(element("div", { class: "upload-going" }, this.bar, this.said));
  }

  async send(file) {
    const known = `upload:${this.words.uploadKey}:${this.box.dataset.upload}:${file.name}:${file.size}:${file.lastModified}`;
    const begun = JSON.parse(localStorage.getItem(known) ?? "null") ?? (await this.begin(file));
    if (!begun) return;
    localStorage.setItem(known, JSON.stringify(begun));
    let offset = begun.offset;
    while (offset < file.size) {
      this.bar.value = offset / file.size;
      this.said.textContent = this.words.uploading;
      const answer = await this.ask("PATCH", begun.address, {
        headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset },
        body: file.slice(offset, offset + CHUNK),
      });
      const stands = answer.headers.get("Upload-Offset");
      if (stands === null) {
        localStorage.removeItem(known);
        return void (await this.refused(answer));
      }
      offset = Number(stands);
    }
    localStorage.removeItem(known);
    this.done(begun.name, file.name);
  }

  async begin(file) {
    const name = nameFor(this.box.dataset.upload, file.name);
    const headers = { "Upload-Length": file.size, "Upload-Metadata": `filename ${coded(name)}` };
    const answer = await this.ask("POST", this.words.uploads, { headers });
    const address = answer.headers.get("Location");
    if (!answer.ok || !address) return void (await this.refused(answer));
    return { name, address: new URL(address, location.href).pathname, offset: Number(answer.headers.get("Upload-Offset")) };
  }

  // Asks until there is an answer: a cut or a server that restarts is waited for.
  async ask(method, address, { headers, body }) {
    for (;;) {
      try {
        const answer = await fetch(address, { method, body, headers: { "X-CSRFToken": this.token, "Tus-Resumable": "1.0.0", ...headers } });
        if (answer.status < 500) return answer;
      } catch {
        // no connection
      }
      this.said.textContent = this.words.offline;
      await new Promise((done) => setTimeout(done, WAIT));
    }
  }

  done(name, shown) {
    this.bar.value = 1;
    this.said.textContent = `${this.words.uploaded} ${shown}`;
    this.input.value = "";
    const answer = this.box.querySelector("input[type=hidden]");
    answer.value = name;
    changed(answer);
  }

  async refused(answer) {
    const told = await answer.json().catch(() => ({}));
    this.said.textContent = told[document.documentElement.lang] ?? this.words.refused;
    this.said.classList.add("field-error");
    this.bar.remove();
    this.input.value = "";
  }
}
