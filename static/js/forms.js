// For pages that are mostly a form: the first error gets the focus, characters are counted, unsaved text is not lost by a slip.

document.querySelector(".form__errors, [aria-invalid=true]")?.scrollIntoView({ block: "center" });
document.querySelector("[aria-invalid=true]")?.focus({ preventScroll: true });

// <textarea data-count="note-id">: writes the number of characters into the element with that id.
for (const box of document.querySelectorAll("[data-count]")) {
  const note = document.getElementById(box.dataset.count);
  if (!note) continue;
  const show = () => {
    note.textContent = String([...box.value.trim()].length);
  };
  box.addEventListener("input", show);
  show();
}

// <form data-guard>: the browser asks before leaving with changes that were not sent.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
