// The keys of the review desk. Everything they do is a link, a button or a field of the page: without this
// script the page works the same, with more clicks. Keys are told by their place (event.code), so that they
// work on a Persian keyboard too; they can be switched off (WCAG 2.1.4) and rest while a field is written in.
const STORE = "barzan-review-keys";
const desk = document.querySelector("[data-review]");
const form = document.querySelector("[data-review-form]");
const keys = document.querySelector("[data-keys]");
const keysSwitch = document.querySelector("[data-keys-switch]");
const WRITTEN = "textarea, select, input:not([type=radio], [type=checkbox], [type=hidden])";

function remembered() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(STORE, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing keeps this neither.
  }
}

let on = remembered();
keysSwitch.checked = on;
keysSwitch.closest("[hidden]").hidden = false;
document.body.classList.toggle("review-keys-off", !on);
keysSwitch.addEventListener("change", () => {
  on = keysSwitch.checked;
  remember(on);
  document.body.classList.toggle("review-keys-off", !on);
});

// What the form would publish, without the reason: whether it is a correction.
const said = () => {
  const data = new FormData(form);
  for (const name of ["reason", "why", "csrfmiddlewaretoken", "seen", "service"]) data.delete(name);
  return new URLSearchParams(data).toString();
};
const atFirst = form ? said() : "";
const primary = form?.querySelector("[data-same]");
let sending = false;

function relabel() {
  if (!primary) return;
  // A form that came back holds what was written, which is not what stands.
  const same = said() === atFirst && !("written" in form.dataset);
  primary.querySelector("[data-label]").textContent = same ? primary.dataset.same : primary.dataset.other;
}

relabel();
form?.addEventListener("input", relabel);
form?.addEventListener("change", relabel);
// What is typed ahead belongs to the next row, and a form is sent once.
document.addEventListener("submit", (event) => {
  if (sending) event.preventDefault();
  sending = true;
});
window.addEventListener("pageshow", () => (sending = false));
window.addEventListener("beforeunload", (event) => {
  if (form && !sending && said() !== atFirst) event.preventDefault();
});

function choose(radio) {
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

const asPublished = document.querySelector("[data-as-published]");
if (asPublished) {
  asPublished.hidden = false;
  asPublished.addEventListener("click", () => {
    const [kind, client] = asPublished.dataset.asPublished.split(" ");
    choose(form.querySelector(`[name=service_class][value=${kind}]`));
    choose(form.querySelector(`[name=has_client][value=${client}]`));
    choose(form.querySelector("[name=reason][value=published]"));
  });
}

const take = document.querySelector("[data-take]");
if (take) {
  take.hidden = false;
  take.addEventListener("click", () => {
    const title = form.querySelector("[name=title]");
    title.value = take.dataset.take;
    title.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function cycle(set) {
  const radios = [...set.querySelectorAll("input[type=radio]")];
  const at = radios.findIndex((radio) => radio.checked);
  choose(radios[(at + 1) % radios.length]);
}

function open(field) {
  field.closest("details:not([open])")?.setAttribute("open", "");
  field.focus();
  field.select?.();
}

function act(code) {
  const turned = document.querySelector(`[data-key-cycle="${code}"]`);
  if (turned) return cycle(turned);
  const target = document.querySelector(`[data-key="${code}"]`);
  if (!target) return false;
  const radio = target.closest("label")?.querySelector("input[type=radio]");
  if (radio) choose(radio);
  else if (target.matches(WRITTEN)) open(target);
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const writing = event.target.matches?.(WRITTEN);
  if (writing) {
    if (event.key === "Escape") event.target.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.contains(event.target)) primary?.click();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || sending) return;
  if (event.key === "?" || event.key === "؟") {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    event.preventDefault();
    return;
  }
  if (!on || !desk) return;
  const code = event.code.replace("Numpad", "Digit");
  if (act(code) !== false) event.preventDefault();
});

const rows = document.querySelector(".review-rows");
const current = rows?.querySelector("[aria-current]");
if (current) rows.scrollTop = current.offsetTop - rows.offsetTop - rows.clientHeight / 3;
const own = document.querySelector(".review-lines .review-own");
const lines = document.querySelector(".review-lines");
if (own && own.offsetTop - lines.offsetTop > lines.clientHeight) lines.scrollTop = own.offsetTop - lines.offsetTop - 40;
