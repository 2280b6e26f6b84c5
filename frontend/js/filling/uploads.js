/* Files go in chunks with a bar that shows how far they are; after a cut, or on another day, they go on where they
 * stopped: the browser remembers the token of a file for its question.
 */
import { changed, element, once } from "./elements.js";

const CHUNK = 256 * 1024;
const WAIT = 3_000;

export function uploads(scope) {
  once(scope, "[data-upload]", (box) => {
    const form = box.closest("form[data-upload-key]");
    const input = box.querySelector('input[type="file"]');
    if (!form) return;
    input.addEventListener("change", (event) => {
      event.stopPropagation();
      if (input.files.length) new Upload(box, input, form).send(input.files[0]);
    });
    box.querySelector(".upload-gone input")?.addEventListener("change", () => (box.querySelector("input[type=hidden]").value = ""));
  });
}

class Upload {
  constructor(box, input, form) {
    Object.assign(this, { box, input, form });
    this.words = form.dataset;
    box.querySelector(".upload-going")?.remove();
    this.bar = element("progress", { max: "1", value: "0", "aria-label": this.words.uploading });
    this.said = element("p", { class: "upload-said", role: "status" });
    box.append(element("div", { class: "upload-going" }, this.bar, this.said));
  }

  async send(file) {
    const known = `upload:${this.words.uploadKey}:${this.box.dataset.upload}:${file.name}:${file.size}:${file.lastModified}`;
    const kept = JSON.parse(localStorage.getItem(known) ?? "null");
    const begun = kept ?? (await this.begin(file));
    if (!begun) return;
    localStorage.setItem(known, JSON.stringify(begun));
    let { offset } = begun;
    while (offset < file.size) {
      this.bar.value = offset / file.size;
      this.said.textContent = this.words.uploading;
      const answer = await this.post(`${this.words.uploadChunks.replace("-token-", begun.token)}?offset=${offset}`, file.slice(offset, offset + CHUNK));
      if (answer === null) await this.wait();
      else if (answer.offset !== undefined) ({ offset } = answer);
      else {
        localStorage.removeItem(known);
        return this.refused(answer.told);
      }
    }
    localStorage.removeItem(known);
    this.bar.value = 1;
    this.said.textContent = `${this.words.uploaded} ${file.name}`;
    this.input.value = "";
    const answer = this.box.querySelector("input[type=hidden]");
    answer.value = begun.name;
    changed(answer);
  }

  async begin(file) {
    for (;;) {
      const asked = new URLSearchParams({ place: this.box.dataset.upload, name: file.name, length: file.size });
      const answer = await this.post(this.words.uploadBegin, asked);
      if (answer?.token) return { token: answer.token, name: answer.name, offset: answer.offset };
      if (answer) return void this.refused(answer.told);
      await this.wait();
    }
  }

  // The answer of the server; null where there is no connection.
  async post(address, body) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
      return answer.status < 500 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  wait() {
    this.said.textContent = this.words.offline;
    return new Promise((done) => setTimeout(done, WAIT));
  }

  refused(told) {
    this.said.textContent = told ?? this.words.refused;
    this.said.classList.add("field-error");
    this.bar.remove();
    this.input.value = "";
  }
}
