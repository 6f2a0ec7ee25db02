// The lesson reader: where you are, signs of study to the server, answers without leaving the page.
// The page reads, answers and completes without this script; with it nothing needs a reload.

const frame = document.querySelector("[data-reader]");
const prose = document.querySelector("[data-prose]");
const bar = document.querySelector("[data-reading-bar]");
const EVERY = 15_000;
const JSON_HEADERS = { Accept: "application/json" };

function csrf() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

// ---- where you are -------------------------------------------------------------------------------------------

let furthest = 0;
let anchor = "";
const marks = [...document.querySelectorAll("[data-toc] a")];
const places = marks.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);

function look() {
  const box = prose.getBoundingClientRect();
  const share = box.height ? Math.min(1, Math.max(0, (innerHeight - box.top) / box.height)) : 1;
  furthest = Math.max(furthest, share);
  if (bar) bar.value = Math.round(share * 100);
  const current = places.filter((place) => place.getBoundingClientRect().top < innerHeight * 0.35).pop() ?? places[0];
  if (!current) return;
  anchor = current.id;
  for (const link of marks) link.toggleAttribute("aria-current", link.hash.slice(1) === anchor);
  for (const link of marks) if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "true");
}

// ---- signs of study ------------------------------------------------------------------------------------------

let active = Date.now();
let completed = frame?.dataset.completed === "1";
const waiting = []; // spans of recordings the server has not confirmed yet

for (const name of ["pointerdown", "keydown", "scroll", "touchstart"]) {
  addEventListener(name, () => (active = Date.now()), { passive: true });
}

function playing() {
  return [...document.querySelectorAll("video[data-block], audio[data-block]")].some((media) => !media.paused);
}

async function beat() {
  if (!frame?.dataset.beat || document.hidden) return;
  if (Date.now() - active > 90_000 && !playing()) return; // nobody is here
  const played = waiting[0];
  try {
    const answer = await fetch(frame.dataset.beat, {
      method: "POST",
      keepalive: true,
      headers: { ...JSON_HEADERS, "Content-Type": "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify({ position: furthest, anchor, played }),
    });
    if (!answer.ok) return;
    waiting.shift();
    const said = await answer.json();
    const media = played && document.querySelector(`[data-block="${CSS.escape(played.block)}"]`);
    const enough = media && said.percent >= Number(media.dataset.required || 101) && !media.dataset.counted;
    if (enough) media.dataset.counted = "1";
    if (enough || (said.completed && !completed)) {
      completed = completed || said.completed;
      await freshTodo();
    }
    if (waiting.length) await beat();
  } catch {
    // No network: the next sign carries the same place; time without the server is not counted.
  }
}

async function freshTodo() {
  const list = document.querySelector("[data-todo-list]");
  if (!list || !frame.dataset.todo) return;
  const answer = await fetch(frame.dataset.todo);
  if (!answer.ok) return;
  list.innerHTML = await answer.text(); // our own server's fragment
  if (list.querySelector(".ok")) document.querySelector("[data-read-form]")?.remove();
  list.setAttribute("role", "status");
}

// ---- recordings ----------------------------------------------------------------------------------------------

for (const media of document.querySelectorAll("video[data-block], audio[data-block]")) {
  let from = null;
  const note = () => {
    if (from === null || media.currentTime <= from) return;
    waiting.push({ block: media.dataset.block, start: from, end: media.currentTime });
    from = media.paused || media.ended ? null : media.currentTime;
    beat();
  };
  media.addEventListener("loadedmetadata", () => {
    const at = Number(media.dataset.at || 0);
    if (at > 0 && at < media.duration - 3) media.currentTime = at;
  });
  media.addEventListener("playing", () => {
    from = media.currentTime;
    beat();
  });
  media.addEventListener("seeking", () => (from = media.paused ? null : media.currentTime));
  media.addEventListener("timeupdate", () => {
    if (from !== null && media.currentTime - from >= 10) note();
  });
  media.addEventListener("pause", note);
  media.addEventListener("ended", note);
}

// ---- answers and notes ---------------------------------------------------------------------------------------

async function swap(form, url) {
  const page = await fetch(url, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById(form.id);
  if (!fresh) return location.reload();
  form.replaceWith(document.adoptNode(fresh));
  fresh.querySelector("[role=status]")?.setAttribute("tabindex", "-1");
  fresh.querySelector("[role=status]")?.focus({ preventScroll: true });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("form.check[data-check]")) {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", headers: JSON_HEADERS, body: new FormData(form) });
      const said = await answer.json();
      const place = form.querySelector("[role=status]");
      if (!answer.ok) {
        if (place) place.textContent = said.error ?? "";
        return;
      }
      await swap(form, location.pathname);
      await freshTodo();
    } catch {
      form.submit();
    }
  } else if (form.matches("[data-note-form], form.check[data-reflect]")) {
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    try {
      const answer = await fetch(form.action, { method: "POST", headers: JSON_HEADERS, body: new FormData(form) });
      const said = await answer.json();
      if (!answer.ok) {
        if (status) status.textContent = said.error ?? "";
        return;
      }
      if (form.matches("[data-note-form]")) addNote(form, said.text);
      else await swap(form, location.pathname);
    } catch {
      form.submit();
    }
  }
});

function addNote(form, text) {
  const list = document.querySelector("[data-notes]");
  const item = document.createElement("li");
  item.innerText = text;
  list?.prepend(item);
  form.reset();
  form.closest("details")?.removeAttribute("open");
}

// ---- begin ---------------------------------------------------------------------------------------------------

if (frame && prose) {
  look();
  addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look, { passive: true });
  if (frame.dataset.beat) {
    const place = !location.hash && frame.dataset.anchor && document.getElementById(frame.dataset.anchor);
    if (place && !completed && places.indexOf(place) > 0) place.scrollIntoView({ behavior: "instant" });
    beat();
    setInterval(beat, EVERY);
    document.addEventListener("visibilitychange", () => !document.hidden && beat());
    addEventListener("pagehide", beat);
  }
}
