/* The page's state goes to the server by htmx after each answer; what changed comes back and is put in.
 *
 * Every part of the page ([data-part]) has a mark that changes with all but the reader's own answer. The marks go with
 * the state, so that the server sends only the parts that are otherwise by now. They are laid over the old ones
 * (idiomorph): the focus and what is being typed stay.
 */
import { Idiomorph } from "idiomorph";

const AGAIN = 10_000;

export function instant(form, enhance) {
  const act = form.querySelector("[data-act-field]");
  const said = form.querySelector("[data-said]");
  let again = 0;
  let dirty = false;
  let last = "";

  for (const each of form.querySelectorAll("[data-without-script]")) each.hidden = true;

  const say = (text, state) => {
    if (!said) return;
    said.textContent = text;
    said.dataset.state = state;
  };
  const ask = () => form.dispatchEvent(new CustomEvent("act"));

  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("change", () => (dirty = true));

  // Enter in a field would press the first button of the form, whatever it does.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=submit], [type=checkbox], [type=radio])")) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  form.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-act]");
    if (!pressed) return;
    event.preventDefault();
    act.value = last = pressed.value;
    ask();
  });

  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target !== form) return;
    const sent = event.detail.parameters;
    for (const input of form.querySelectorAll('input[type="file"]')) delete sent[input.name];
    for (const input of form.querySelectorAll(".upload input[type=hidden]")) sent[input.name] = input.value;
    const marks = {};
    for (const part of form.querySelectorAll("[data-part]")) marks[part.id] = part.dataset.mark;
    sent.marks = JSON.stringify(marks);
    sent.act = act.value;
    act.value = "check";
    dirty = false;
    say(form.dataset.saving, "saving");
  });

  form.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target !== form) return;
    event.detail.shouldSwap = false;
    if (event.detail.xhr.status === 200) put(event.detail.xhr.responseText);
  });

  function put(text) {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const parts = [...answer.querySelectorAll("[data-parts] > [data-part]")];
    for (const part of parts) {
      const old = document.getElementById(part.id);
      if (old) Idiomorph.morph(old, part, { morphStyle: "outerHTML", ignoreActiveValue: true });
    }
    if (parts.length) enhance(form);
    const head = answer.querySelector("[data-parts]");
    if (head?.dataset.said) say(head.dataset.said, "saved");
    focus(head?.dataset.focus);
  }

  // A new row is gone into; where one was taken away, its list is. What is moved in a ranking stays in hand.
  function focus(id) {
    const place = id && document.getElementById(id);
    if (!place) return;
    const moves = place.querySelector(`[data-act][value="${CSS.escape(last)}"]`)?.parentElement;
    const first = moves?.querySelector(`[value="${CSS.escape(last)}"]:enabled, :enabled`) ?? place.querySelector("input:not([type=hidden]), select, textarea") ?? place;
    if (first === place) place.tabIndex = -1;
    first.focus();
    place.scrollIntoView({ block: "nearest" });
  }

  const failed = () => {
    dirty = true;
    say(form.dataset.offline, "failed");
    clearTimeout(again);
    again = setTimeout(ask, AGAIN);
  };
  form.addEventListener("htmx:sendError", failed);
  form.addEventListener("htmx:timeout", failed);
  form.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) failed();
    else say(form.dataset.refused, "failed");
  });
  window.addEventListener("online", () => dirty && ask());

  // What was typed a moment ago is kept when the page is left.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirty || !form.hasAttribute("data-keeps")) return;
    const state = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") state.append(name, value);
    state.set("act", "check");
    if (navigator.sendBeacon(form.action || location.href, state)) dirty = false;
  });
}
