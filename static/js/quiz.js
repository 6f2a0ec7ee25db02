// Sitting a quiz. The page works without this script, one saved form per question; here all questions are on the page
// already, answers are sent as they change, and what cannot be sent waits on the device and is replayed in order.

import { arrange, order } from "./order.js";

const root = document.querySelector("[data-quiz]");
const done = document.querySelector("[data-quiz-done]");
if (done) forget(done.dataset.quizDone);
if (root) sit(root);

function forget(uuid) {
  try { localStorage.removeItem(`quiz:${uuid}`); } catch { /* storage may be switched off */ }
}

function sit(root) {
  const key = `quiz:${root.dataset.quiz}`;
  const forms = [...root.querySelectorAll("[data-question]")];
  const formOf = new Map(forms.map((form) => [form.dataset.item, form]));
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const queue = restore();
  let sending = false, wait = 0, timer = 0, leaving = false;

  // --- the queue: one entry per question and one per flag, the newest only, kept on the device until acknowledged
  function restore() {
    try {
      const kept = new Map(JSON.parse(localStorage.getItem(key) || "[]"));
      kept.forEach((entry) => { entry.live = false; });
      return kept;
    } catch { return new Map(); }
  }
  function keep() {
    try {
      if (queue.size) localStorage.setItem(key, JSON.stringify([...queue]));
      else localStorage.removeItem(key);
    } catch { /* without storage the queue lives as long as the page */ }
    root.querySelector("[data-waiting]")?.toggleAttribute("hidden", !queue.size);
  }
  function put(name, entry, delay = 0) {
    queue.set(name, { ...entry, live: true });
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }

  async function send() {
    if (sending || leaving) return;
    sending = true;
    clearTimeout(timer);
    while (queue.size) {
      const [name, entry] = queue.entries().next().value;
      let reply;
      try {
        reply = await fetch(root.dataset.answer, { method: "POST", body: body(entry), headers: { Accept: "application/json" }, redirect: "error" });
      } catch { reply = null; }
      if (!await settle(name, entry, reply)) break;
      wait = 0;
    }
    sending = false;
  }
  function body(entry) {
    const data = new URLSearchParams({ csrfmiddlewaretoken: token, item: entry.item });
    if (entry.flag) { data.set("flag", entry.flag); data.set("only_flag", "1"); return data; }
    entry.value.forEach((value) => data.append("value", value));
    data.set("sequence", entry.sequence);
    return data;
  }

  // True: go on with the queue.
  async function settle(name, entry, reply) {
    const form = formOf.get(entry.item);
    if (!reply || reply.status >= 500 || reply.status === 429) {
      mark(form, navigator.onLine && reply ? "unsaved" : "offline");
      wait = Math.min(wait ? wait * 2 : 2000, 30000);
      timer = setTimeout(send, wait);
      return false;
    }
    const answer = await reply.json().catch(() => ({}));
    if (reply.ok) { acknowledged(name, entry, answer, form); return true; }
    if (reply.status === 409) { leaving = true; queue.clear(); keep(); location.assign(answer.url); return false; }
    if (reply.status === 401 || reply.status === 403) { mark(form, "unsaved"); say(form, root.dataset.wordsLogin, answer.url); return false; }
    // The server knows this answer and will not take it: say why and do not try again.
    if (queue.get(name) === entry) queue.delete(name);
    keep();
    mark(form, "unsaved");
    say(form, answer.message || "");
    return true;
  }
  function acknowledged(name, entry, answer, form) {
    const newest = queue.get(name) === entry;
    if (answer.stale && entry.live && newest) { entry.sequence = answer.sequence + 1; keep(); return; }
    if (newest) queue.delete(name);
    keep();
    if (answer.left !== null && answer.left !== undefined) clock?.set(answer.left);
    if (!form || entry.flag) return;
    form.dataset.sequence = Math.max(Number(form.dataset.sequence), answer.sequence);
    if (answer.stale) fill(form, answer.value || []);
    if (newest) { form.querySelector("[data-saved-time]").textContent = answer.at; mark(form, "saved"); say(form, ""); }
  }

  // --- one question
  // Taken once, in the order of the paper: rows that are put in order move about afterwards.
  const fieldsOf = new Map(forms.map((form) => [form, [...form.querySelectorAll("[name=value]")]]));
  const toggles = (input) => input.type === "checkbox" || input.type === "radio";
  function chosen(form) {
    const fields = fieldsOf.get(form);
    if (fields.some(toggles)) return fields.filter((input) => input.checked).map((input) => input.value);
    const entries = fields.map((input) => input.value.trim());
    return entries.some(Boolean) ? entries : [];
  }
  // What was checked in practice shows its marks and has no fields any more.
  const isAnswered = (form) => "checked" in form.dataset || chosen(form).length > 0;
  function fill(form, value) {
    fieldsOf.get(form).forEach((input, index) => {
      if (toggles(input)) input.checked = value.includes(input.value);
      else input.value = value[index] || "";
    });
    arrange(form);
    paint(form);
  }
  function mark(form, state) { const saved = form?.querySelector("[data-saved]"); if (saved) saved.dataset.state = state; }
  function say(form, text, url) {
    const place = form?.querySelector("[data-problem]");
    if (!place) return;
    place.textContent = text;
    if (url) { const link = Object.assign(document.createElement("a"), { href: url, textContent: ` ${text}` }); place.replaceChildren(link); }
  }
  function paint(form) {
    const text = form.querySelector("[data-written]");
    if (text) form.querySelector("[data-written-count]").textContent = [...text.value.trim()].length;
    const cell = root.querySelector(`[data-cell="${form.dataset.question}"]`);
    const answered = isAnswered(form), flagged = form.querySelector("[data-flag]").getAttribute("aria-pressed") === "true";
    cell?.classList.toggle("is-answered", answered);
    cell?.classList.toggle("is-flagged", flagged);
    const words = cell?.querySelector("[data-cell-words]");
    if (words) words.textContent = `${answered ? root.dataset.wordsAnswered : root.dataset.wordsOpen} ${flagged ? root.dataset.wordsFlagged : ""}`;
    const count = forms.filter(isAnswered).length;
    root.querySelector("[data-count-answered]").textContent = count;
    root.querySelector("[data-count-open]").textContent = forms.length - count;
  }
  function flag(form, on) {
    const button = form.querySelector("[data-flag]");
    button.setAttribute("aria-pressed", on);
    button.classList.toggle("is-on", on);
    button.value = on ? "off" : "on";
    button.querySelector("[data-flag-on]").hidden = !on;
    button.querySelector("[data-flag-off]").hidden = on;
    paint(form);
  }
  function changed(form, delay) {
    const sequence = Math.max(Number(form.dataset.sequence), queue.get(form.dataset.item)?.sequence || 0) + 1;
    mark(form, "saving");
    put(form.dataset.item, { item: form.dataset.item, value: chosen(form), sequence }, delay);
    paint(form);
  }
  forms.forEach((form) => {
    form.addEventListener("change", () => changed(form, 250));
    // Whoever writes is saved while writing, not only when leaving the field.
    form.addEventListener("input", (event) => { if (!toggles(event.target) && event.target.matches("input, textarea")) changed(form, 900); });
    order(form, () => changed(form, 250));
    form.querySelector("[data-flag]").addEventListener("click", (event) => {
      event.preventDefault();
      const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
      flag(form, on);
      put(`flag:${form.dataset.item}`, { item: form.dataset.item, flag: on ? "on" : "off" });
    });
  });
  queue.forEach((entry) => {
    const form = formOf.get(entry.item);
    if (!form) return;
    if (entry.flag) flag(form, entry.flag === "on");
    else if (entry.sequence > Number(form.dataset.sequence)) { fill(form, entry.value); mark(form, "saving"); }
  });

  // --- going from question to question, without the network
  let current = 1 + forms.findIndex((form) => !form.hidden);
  function show(number, focus = true) {
    current = Math.min(Math.max(number, 1), forms.length);
    forms.forEach((form, index) => { form.hidden = index + 1 !== current; });
    root.querySelectorAll("[data-cell]").forEach((cell) => {
      if (Number(cell.dataset.cell) === current) cell.setAttribute("aria-current", "true"); else cell.removeAttribute("aria-current");
    });
    document.querySelectorAll("button[form]").forEach((button) => button.setAttribute("form", `question-${current}`));
    const last = current === forms.length;
    for (const [name, hidden] of [["previous", current === 1], ["next", last], ["review", !last]]) {
      const button = document.querySelector(`[data-dock-${name}]`);
      if (button) button.hidden = hidden;
    }
    history.replaceState(null, "", `?q=${current}`);
    if (!focus) return;
    const stem = forms[current - 1].querySelector(".question__stem");
    stem.tabIndex = -1;
    stem.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
  if (forms.length) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=go]");
      if (!button) return;
      event.preventDefault();
      const target = button.value;
      if (target === "check") check(forms[current - 1]);
      else if (target === "review" || (target === "next" && current === forms.length)) leave();
      else show(target === "next" ? current + 1 : target === "previous" ? current - 1 : Number(target));
    });
  }
  // In practice an answer is checked by the server, which shows the page anew with the marks in place.
  async function check(form) {
    clearTimeout(timer);
    await drained(4000);
    leaving = true;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: "check" }));
    form.submit();
  }
  async function leave() {
    clearTimeout(timer);
    await drained(4000);
    leaving = true;
    location.assign(root.dataset.review);
  }
  async function drained(limit) {
    const end = performance.now() + limit;
    send();
    while (queue.size && performance.now() < end) await new Promise((next) => setTimeout(next, 50));
    return !queue.size;
  }

  // --- handing in: first what is still on the device
  const handIn = root.querySelector("[data-submit-form]");
  let ready = false;
  handIn?.addEventListener("submit", async (event) => {
    if (ready || !queue.size) { leaving = true; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await drained(15000)) { ready = true; leaving = true; handIn.submit(); }
  }, true);
  async function timeIsUp() {
    await drained(3000);
    leaving = true;
    const form = Object.assign(document.createElement("form"), { method: "post", action: root.dataset.submit });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token }));
    document.body.append(form);
    form.submit();
  }

  // --- the clock: the server says how much is left, the device only counts down between its words
  const clock = (() => {
    const face = document.querySelector("[data-clock]");
    if (!face) return null;
    const text = face.querySelector("[data-clock-time]"), said = face.querySelector("[data-clock-said]");
    const two = (number) => String(number).padStart(2, "0");
    let end, over = false, late = face.classList.contains("clock--late");
    const set = (seconds) => { end = performance.now() + seconds * 1000; };
    set(Number(face.dataset.seconds));
    setInterval(() => {
      const left = Math.max(0, Math.round((end - performance.now()) / 1000));
      const hours = Math.floor(left / 3600), minutes = Math.floor(left / 60) % 60;
      text.textContent = hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${two(minutes)}:${two(left % 60)}`;
      if (left < 300 && !late) {
        late = true;
        face.classList.add("clock--late");
        said.textContent = said.dataset.lateWords;
        face.querySelector(".clock__words").textContent = said.dataset.lateWords;
      }
      if (!left && !over) { over = true; timeIsUp(); }
    }, 500);
    return { set };
  })();

  // In an exam it is counted that the page was left: a hint for whoever marks, so losing one is no harm.
  if (root.dataset.left) document.addEventListener("visibilitychange", () => {
    if (document.hidden && !leaving) navigator.sendBeacon(root.dataset.left, new URLSearchParams({ csrfmiddlewaretoken: token }));
  });
  addEventListener("online", () => { wait = 0; send(); });
  addEventListener("offline", () => queue.forEach((entry) => mark(formOf.get(entry.item), "offline")));
  addEventListener("beforeunload", (event) => { if (queue.size && !leaving) event.preventDefault(); });
  // A page brought back by the browser's memory may be older than what the server holds.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  keep();
  send();
}
