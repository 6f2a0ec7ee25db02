// Writing a section. The page works without this script: the form is sent by its buttons. Here it is also saved as one
// types, kept on the device until the server has it, and the words in the header always say which of the two is true.

import * as device from "./device.js";
import { smaller } from "./photo.js";
import { renumber, rows } from "./rows.js";

const form = document.querySelector("form[data-draft]");
if (form) write(form);

async function write(form) {
  const { draft, key, owner } = form.dataset;
  const words = form.dataset;
  const token = form.elements.csrfmiddlewaretoken.value;
  const mark = document.querySelector("[data-saved]");
  const notices = document.querySelector("[data-notices]");
  let timer = 0, wait = 0, sending = false, leaving = false, stopped = false, dirty = false, lastShown = null, puts = Promise.resolve();
  document.documentElement.classList.add("is-scripted");

  // --- what stands in the form
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "version", "entry"]);
  const pairs = () => [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
  // Whether a text or a tick differs from what the server sent.
  const typedBefore = () => [...form.elements].some((box) => (["checkbox", "radio"].includes(box.type)
    ? box.checked !== box.defaultChecked
    : box.matches("input[type=text], input[type=date], textarea") && box.value !== box.defaultValue));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const version = () => Number(form.elements.version.value);
  const address = (section) => words.sectionAt.replace("KEY", section);

  // --- the words
  function state(name, time) {
    mark.dataset.state = name;
    if (time) mark.querySelector("[data-saved-time]").textContent = time;
  }
  function notice(id, text, link, url) {
    let box = notices.querySelector(`[data-id="${id}"]`);
    if (!text) { box?.remove(); return; }
    if (!box) {
      box = document.querySelector("template[data-notice]").content.firstElementChild.cloneNode(true);
      box.dataset.id = id;
      notices.append(box);
    }
    box.querySelector("[data-notice-text]").textContent = text;
    if (link && !box.querySelector("a, button")) {
      const way = url ? Object.assign(document.createElement("a"), { href: url }) : document.createElement("button");
      way.className = "link";
      way.textContent = link;
      if (!url) { way.type = "submit"; way.setAttribute("form", "draft"); way.name = "go"; way.value = "stay"; }
      box.append(way);
    }
  }

  // --- typing: first onto the device, then to the server
  let current;
  try { current = await device.read(draft, key); } catch { current = undefined; }
  if (current?.owner !== owner) current = undefined;
  function changed(delay = 700) {
    dirty = true;
    if (stopped) { put(); return; }
    state("unsaved");
    put();
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }
  let kept = true;
  function put() {
    const entry = {
      key: device.keyOf(draft, key), draft, section: key, owner, at: current?.at ?? Date.now(), base: current?.base ?? version(),
      token: crypto.getRandomValues(new Uint32Array(2)).join(""), pairs: pairs(), sending: current?.sending ?? null,
    };
    current = entry;
    form.elements.entry.value = entry.token;
    puts = puts.then(() => device.keep(current)).then(() => { kept = true; }, () => { kept = false; });
    return puts;
  }

  form.addEventListener("input", (event) => { count(event.target); if (event.target.type !== "file") changed(); });
  form.addEventListener("change", (event) => { if (event.target.type !== "file") changed(200); });
  rows(form, () => changed(200));

  // --- sending: other sections first that waited longer, each text once, in order
  async function send() {
    if (sending || leaving || stopped) return;
    sending = true;
    clearTimeout(timer);
    await puts;
    if (current) state("saving");
    let going = true;
    while (going) {
      const waiting = await queue();
      if (!waiting.length) break;
      going = await deliver(waiting[0]);
    }
    sending = false;
  }
  const blocked = new Set();
  async function queue() {
    let found = [];
    try { found = await device.entries(draft, owner); } catch { /* no storage: only this page's text */ }
    found = found.filter((entry) => entry.section !== key && !blocked.has(entry.section));
    return current && !stopped ? [...found, current].sort((one, other) => one.at - other.at) : found;
  }

  async function deliver(entry) {
    const mine = entry.section === key;
    const text = entry.sending ?? entry.pairs;
    if (!entry.sending) { entry.sending = text; await device.keep(entry).catch(() => {}); }
    const body = new URLSearchParams(text);
    body.set("csrfmiddlewaretoken", token);
    body.set("version", entry.base);
    let reply = null;
    try {
      reply = await fetch(address(entry.section), { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(20000) });
    } catch { /* no network */ }
    if (!reply || reply.status >= 500 || reply.status === 429) return later(reply);
    const answer = await reply.json().catch(() => null);
    if (reply.ok && answer) return acknowledged(entry, text, answer, mine);
    if (reply.status === 409) return conflict(entry, answer, mine);
    if (reply.status === 410) { if (mine) stopped = true; state("unsaved"); notice("closed", answer?.message ?? "", words.wordsHere, answer?.url); return false; }
    state(kept ? "offline" : "unsaved");
    notice("login", reply.status === 401 || reply.status === 403 ? words.wordsLogin : words.wordsFailed, words.wordsGo, answer?.url ?? location.href);
    stopped = reply.status === 401 || reply.status === 403;
    return false;
  }

  async function later(reply) {
    await puts;
    // Nothing of this page waits: what is shown as saved still is.
    if (current) {
      state(kept ? "offline" : "unsaved");
      notice("network", reply ? words.wordsFailed : kept ? words.wordsOffline : words.wordsUnkept);
    }
    wait = Math.min(wait ? wait * 2 : 1500, 30000);
    timer = setTimeout(send, wait);
    return false;
  }

  async function acknowledged(entry, text, answer, mine) {
    wait = 0;
    notice("network", "");
    notice("login", "");
    const live = mine ? current : entry;
    if (mine) form.elements.version.value = answer.version;
    if (same(live.pairs, text)) {
      await (puts = puts.then(() => device.drop(draft, entry.section)).catch(() => {}));
      if (mine && current === live) { current = undefined; dirty = false; form.elements.entry.value = ""; state("saved", answer.at); show(answer); }
      else if (mine) { current.base = answer.version; current.sending = null; await put(); }
    } else {
      live.base = answer.version;
      live.sending = null;
      await device.keep(live).catch(() => {});
    }
    progress(answer);
    return true;
  }

  function conflict(entry, answer, mine) {
    if (!mine) {
      blocked.add(entry.section);
      notice(`other-${entry.section}`, words.wordsOther, words.wordsHere, address(entry.section));
      return true;
    }
    stopped = true;
    state(kept ? "offline" : "unsaved");
    form.elements.version.value = entry.base;
    notice("conflict", answer?.message ?? "", words.wordsConflict);
    return false;
  }

  // --- what the server said about the text
  function show(answer) {
    lastShown = answer;
    form.querySelectorAll("[data-errors]").forEach((place) => lines(place, answer.errors[place.dataset.errors], "error"));
    form.querySelectorAll("[data-warnings]").forEach((place) => lines(place, answer.warnings[place.dataset.warnings], "warning"));
  }
  function lines(place, messages = [], kind) {
    const field = place.closest("[data-field]");
    // Nobody is corrected in the middle of a word; the field is judged once it was left.
    if (kind === "error" && messages.length && field?.contains(document.activeElement) && !place.children.length && !place.closest("[data-list]:not([data-row] *)")?.isSameNode(field)) return;
    const line = document.querySelector(`template[data-${kind}-line]`).content.firstElementChild;
    place.replaceChildren(...messages.map((message) => {
      const made = line.cloneNode(true);
      made.querySelector("span").textContent = message;
      return made;
    }));
    if (kind !== "error" || !field) return;
    field.classList.toggle("field--error", messages.length > 0);
    const input = field.matches(".field") && field.querySelector("input:not([type=hidden], [type=file]), select, textarea");
    if (input && !field.matches(".field--picks")) messages.length ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
  }
  function progress(answer) {
    document.querySelector("[data-percent]").textContent = answer.percent;
    document.querySelectorAll("[data-open]").forEach((place) => { place.textContent = answer.open; });
    document.querySelector("[data-some-open]").hidden = !answer.open;
    document.querySelector("[data-none-open]").hidden = Boolean(answer.open);
    for (const [section, done] of Object.entries(answer.marks)) {
      const segment = document.querySelector(`[data-segment="${section}"]`);
      if (segment) segment.className = `segment segment--${done}`;
      const item = document.querySelector(`[data-outline="${section}"]`);
      if (!item) continue;
      item.classList.toggle("is-done", done === "done");
      item.classList.toggle("is-partial", done === "partly");
      const use = item.querySelector("use");
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${{ done: "circle-check", partly: "circle-half", empty: "circle" }[done]}`));
    }
  }
  function count(box) {
    const place = box.closest?.("[data-field]")?.querySelector("[data-count]");
    if (!place) return;
    const length = [...box.value.trim()].length;
    place.textContent = length;
    place.parentElement.classList.toggle("is-over", Number(box.dataset.most) > 0 && length > Number(box.dataset.most));
  }
  form.addEventListener("focusout", (event) => {
    const field = event.target.closest("[data-field]");
    if (field && !dirty && lastShown) setTimeout(() => show(lastShown));
  });

  // --- pictures and proofs
  form.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches("[data-upload]") || !input.files.length) return;
    const place = input.closest("[data-file]"), box = input.closest(".upload"), label = box.querySelector("[data-upload-label]");
    const note = place.querySelector("[data-errors]"), before = label.lastChild.textContent;
    lines(note, [], "error");
    box.classList.add("is-busy");
    label.lastChild.textContent = words.wordsUploading;
    await flushed(8000);
    const faults = [];
    for (const file of [...input.files]) {
      const fault = await upload(file, place, input);
      if (fault) faults.push(`${file.name}：${fault}`);
    }
    input.value = "";
    box.classList.remove("is-busy");
    label.lastChild.textContent = before;
    if (note.isConnected) lines(note, faults, "error");
  });
  async function upload(file, place, input) {
    const data = new FormData();
    const kind = place.dataset.key, row = input.closest("[data-row]");
    data.set("csrfmiddlewaretoken", token);
    data.set("row", kind === "evidence" ? row.querySelector("[data-row-id]").value : "");
    data.set("file", kind === "pictures" ? await smaller(file) : file);
    let reply = null, answer = null;
    try {
      reply = await fetch(words.uploadTo.replace("KEY", kind), { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "error" });
      answer = await reply.json();
    } catch { return words.wordsUploadFailed; }
    if (!reply.ok) return answer.message || words.wordsUploadFailed;
    // Somebody else saved in between: keep the old version, so that the next save says so.
    if (answer.before === version()) form.elements.version.value = answer.version;
    if (current && current.base === answer.before) current.base = answer.version;
    const made = document.createRange().createContextualFragment(answer.html);
    if (kind === "pictures") {
      const list = input.closest("[data-list]");
      list.querySelector("[data-rows]").append(made);
      renumber(list);
    } else {
      place.replaceWith(made);
      renumber(row.closest("[data-list]"));
    }
    return "";
  }
  async function flushed(limit) {
    const end = performance.now() + limit;
    if (current) send();
    while (current && !stopped && performance.now() < end) await new Promise((next) => setTimeout(next, 40));
    return !current;
  }

  // --- leaving: the button's own form goes out as well, but never into a network that is not there
  let passed = false;
  form.addEventListener("submit", async (event) => {
    if (!navigator.onLine) { event.preventDefault(); notice("network", current && !kept ? words.wordsUnkept : words.wordsOffline); return; }
    if (passed || stopped || !current) { leaving = true; return; }
    event.preventDefault();
    const button = event.submitter;
    if (!await flushed(6000) && !stopped) return;
    passed = true;
    // Not within the event that is being answered: there a form is not sent a second time.
    setTimeout(() => form.requestSubmit(button));
  });
  addEventListener("online", () => { wait = 0; send(); });
  addEventListener("offline", () => { if (current) later(null); });
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
  addEventListener("beforeunload", (event) => { if (current && !kept && !leaving) event.preventDefault(); });
  // A page brought back by the browser's memory may be older than what the server holds.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // --- beginning: what waited on the device
  const settled = new URLSearchParams(location.search).get("settled");
  if (current && settled === current.token) {
    await device.drop(draft, key).catch(() => {});
    current = undefined;
  }
  if (current) {
    if (same(current.pairs, pairs()) && !current.sending) {
      await device.drop(draft, key).catch(() => {});
      current = undefined;
    } else {
      fill(form, current.pairs);
      form.elements.version.value = current.base;
      form.elements.entry.value = current.token;
      notice("restored", words.wordsRestored);
      state("offline");
    }
  }
  // Somebody may have typed before this script was ready; nobody would have heard it.
  else if (typedBefore()) changed(0);
  send();
}

/** Put kept pairs back; lists get as many rows as were kept. */
function fill(form, pairs) {
  for (const list of form.querySelectorAll("[data-list]")) {
    const name = list.dataset.list;
    const ids = pairs.filter(([key]) => new RegExp(`^${name}-\\d+-id$`).test(key)).map(([, value]) => value);
    const here = new Map([...list.querySelectorAll("[data-rows] > [data-row]")].map((row) => [row.querySelector("[data-row-id]").value, row]));
    const blank = list.querySelector("[data-blank]");
    const kept = ids.map((id) => here.get(id) ?? blank?.content.firstElementChild.cloneNode(true)).filter(Boolean);
    list.querySelector("[data-rows]").replaceChildren(...kept);
    kept.forEach((row, number) => { row.querySelector("[data-row-id]").value ||= ids[number]; });
    renumber(list);
  }
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const input of form.elements) {
    if (!input.name || input.type === "file" || input.type === "submit" || ["csrfmiddlewaretoken", "version", "entry"].includes(input.name)) continue;
    const found = values.get(input.name) ?? [];
    if (input.type === "checkbox" || input.type === "radio") input.checked = found.includes(input.value);
    else if (found.length) input.value = found[0];
  }
}
