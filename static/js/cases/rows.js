// Rows of a list: added, moved and removed on the page. Without this script the same buttons save and come back.

/** `changed` is called after every change. */
export function rows(form, changed) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=act]");
    if (!button || !form.contains(button)) return;
    event.preventDefault();
    const [verb, name] = button.value.split(":");
    const list = form.querySelector(`[data-list="${name}"]`);
    const row = button.closest("[data-row]");
    if (verb === "add") add(list);
    else if (verb === "remove") remove(row, list);
    else if (verb === "up" && row.previousElementSibling?.matches("[data-row]")) row.previousElementSibling.before(row);
    else if (verb === "down" && row.nextElementSibling) row.nextElementSibling.after(row);
    renumber(list);
    changed();
    if (verb === "up" || verb === "down") button.focus();
  });
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) title(row);
  });
  form.querySelectorAll("[data-list]").forEach(limit);
}

const HEADINGS = ["name", "title", "who", "text", "caption"];
function title(row) {
  const head = row.querySelector("[data-row-title]");
  const said = HEADINGS.map((key) => row.querySelector(`input[name$="-${key}"]`)?.value.trim()).find(Boolean);
  head.textContent = said || head.dataset.empty;
}

function add(list) {
  const copy = list.querySelector("[data-blank]").content.cloneNode(true);
  const row = copy.querySelector("[data-row]");
  row.querySelector("[data-row-id]").value = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, "0");
  list.querySelector("[data-rows]").append(copy);
  row.dataset.row = 999;
  renumber(list);
  row.querySelector(".draft-row__parts :is(input:not([type=hidden]), select, textarea)")?.focus();
}

function remove(row, list) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next?.querySelector("summary") ?? list.querySelector("button[value^=add], [data-upload]"))?.focus();
}

/** Names, ids and buttons follow the order on the page. */
export function renumber(list) {
  const name = list.dataset.list;
  [...list.querySelectorAll("[data-rows] > [data-row]")].forEach((row, number) => {
    const old = row.querySelector("[data-row-id]").name.split("-")[1];
    row.dataset.row = number;
    row.id = `id_${name}-${number}`;
    for (const part of row.querySelectorAll("*")) {
      for (const attribute of ["name", "id", "for", "aria-describedby", "data-errors", "data-field"]) {
        const value = part.getAttribute(attribute);
        if (value?.includes(`${name}-${old}-`)) part.setAttribute(attribute, value.replaceAll(`${name}-${old}-`, `${name}-${number}-`));
      }
      if (part.name === "act") part.value = `${part.value.split(":")[0]}:${name}:${number}`;
    }
  });
  limit(list);
}

function limit(list) {
  const full = Number(list.dataset.most) && list.querySelectorAll("[data-rows] > [data-row]").length >= Number(list.dataset.most);
  list.querySelector(".draft-list__add, .upload:not([data-row] *)")?.toggleAttribute("hidden", Boolean(full));
}
