// The catalog works as a plain form. With a script a tick on a wide screen applies at once.
const form = document.querySelector("[data-catalog]");
const wide = matchMedia("(min-width: 56.25em)");

if (form) {
  form.addEventListener("change", (event) => {
    if (wide.matches && event.target.type === "checkbox") form.requestSubmit();
  });
  // An empty search field would only lengthen the address people pass on.
  form.addEventListener("submit", () => {
    const words = form.elements.q;
    if (!words.value.trim()) words.disabled = true;
  });
  // Coming back by the browser's back button, the field must be usable again.
  addEventListener("pageshow", () => { form.elements.q.disabled = false; });
}
