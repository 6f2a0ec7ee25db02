// The expert's scoring form: what is typed is saved as it is typed, and the total is counted along. Without this script
// the form has a button that saves; the server alone says what was saved.

const form = document.querySelector("[data-scoring]");
if (form) begin(form);

function begin(form) {
  const url = form.dataset.scoring;
  const mark = form.querySelector("[data-saved]");
  const time = form.querySelector("[data-saved-time]");
  const problem = form.querySelector("[data-problem]");
  let timer = 0, wait = 0, sending = false, changed = false;

  const show = (state) => { mark.dataset.state = state; };

  function count() {
    let total = 0;
    for (const box of form.querySelectorAll("[data-weight]")) {
      const chosen = box.querySelector("input:checked");
      if (chosen) total += Number(box.dataset.weight) * Number(chosen.value) / 5;
    }
    form.querySelector("[data-total]").textContent = total.toFixed(1);
  }

  async function save() {
    if (sending || !changed) return;
    sending = true;
    changed = false;
    show("saving");
    let reply = null;
    try {
      reply = await fetch(url, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "error" });
    } catch { /* no network: tried again below */ }
    sending = false;
    if (reply?.ok) {
      const said = await reply.json();
      wait = 0;
      time.textContent = said.saved;
      problem.textContent = "";
      if (changed) later(300);
      else show("saved");
      return;
    }
    changed = true;
    const said = reply ? await reply.json().catch(() => ({})) : {};
    if (reply && reply.status < 500) {
      // The server understood and refused: what was typed stays on the page, and the reason is said.
      show("unsaved");
      problem.textContent = said.error || "";
      return;
    }
    show(navigator.onLine && reply ? "unsaved" : "offline");
    wait = Math.min(wait ? wait * 2 : 2000, 30000);
    later(wait);
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  form.addEventListener("input", (event) => {
    changed = true;
    show("unsaved");
    count();
    later(event.target.type === "radio" ? 0 : 1000);
  });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("online", () => later(0));
  addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("beforeunload", (event) => { if (changed || sending) event.preventDefault(); });
}
