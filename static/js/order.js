// Putting rows in order: arrows for finger, mouse and keyboard instead of one list of places for each row. The places
// stay in the page's own fields, so what is sent is the same with and without this script.

const rowsOf = (form) => [...form.querySelectorAll("[data-order-row]")];
const placeOf = (row) => row.querySelector("[name=value]");

export function order(form, changed) {
  const list = form.querySelector("[data-order]");
  if (!list) return;
  list.classList.add("order--arrows");
  list.querySelectorAll("[data-order-tools]").forEach((tools) => { tools.hidden = false; });
  arrange(form);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-order-move]");
    if (!button) return;
    const row = button.closest("[data-order-row]"), rows = rowsOf(form);
    const target = rows.indexOf(row) + Number(button.dataset.orderMove);
    if (target < 0 || target >= rows.length) return;
    if (target > rows.indexOf(row)) rows[target].after(row); else rows[target].before(row);
    rowsOf(form).forEach((each, index) => { placeOf(each).value = String(index + 1); });
    paint(form);
    (button.disabled ? row.querySelector("[data-order-move]:not(:disabled)") : button).focus();
    form.querySelector("[data-order-said]").textContent = row.querySelector("[data-order-text]").textContent + " " + placeOf(row).value;
    changed();
  });
}

// The rows where their places say; rows without a place keep their order, at the end.
export function arrange(form) {
  const list = form.querySelector("[data-order].order--arrows");
  if (!list) return;
  const rows = rowsOf(form).sort((one, other) => (Number(placeOf(one).value) || 99) - (Number(placeOf(other).value) || 99));
  rows.forEach((row) => list.append(row));
  paint(form);
}

function paint(form) {
  const rows = rowsOf(form);
  rows.forEach((row, index) => {
    row.querySelector("[data-order-number]").textContent = placeOf(row).value ? String(index + 1) : "·";
    row.querySelector("[data-order-move='-1']").disabled = index === 0;
    row.querySelector("[data-order-move='1']").disabled = index === rows.length - 1;
  });
}
