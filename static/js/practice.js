// Practicing one question: the form works as it is, here rows that are put in order get their arrows.

import { order } from "./order.js";

const form = document.querySelector("[data-practice]");
if (form) {
  const rows = [...form.querySelectorAll("[data-order-row]")];
  order(form, () => {});
  // The server reads the places in the order of the paper, wherever the rows have moved on the page.
  form.addEventListener("submit", () => rows.forEach((row) => row.parentNode.append(row)));
}
