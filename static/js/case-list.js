// The library works as plain forms. With a script: filters apply at once, ticks are kept in the address, a case opens
// in a dialog first.
const form = document.querySelector("[data-library]");
const basket = document.getElementById("compare");
const dialog = document.getElementById("glance");
const wide = matchMedia("(min-width: 56.25em)");

if (form) {
  form.addEventListener("change", (event) => {
    if (wide.matches && event.target.closest(".facets")) form.requestSubmit();
  });
  // Empty fields would only lengthen the address people pass on.
  const idle = () => [...form.querySelectorAll("input[type=search], .facets input[type=radio]")];
  form.addEventListener("submit", () => {
    for (const field of idle()) if (!field.value.trim()) field.disabled = true;
  });
  addEventListener("pageshow", () => { for (const field of idle()) field.disabled = false; });
}

if (basket) {
  const words = basket.querySelector("[data-words]");
  const idleWords = words.textContent;
  const most = Number(basket.dataset.most);
  const ticks = [...document.querySelectorAll("input[name=c][form=compare]")];
  const elsewhere = [...basket.querySelectorAll("[data-elsewhere]")].map((field) => field.value);

  function chosen() {
    return [...elsewhere, ...ticks.filter((tick) => tick.checked).map((tick) => tick.value)];
  }

  function withChosen(address) {
    const url = new URL(address, location.href);
    url.searchParams.delete("c");
    for (const slug of chosen()) url.searchParams.append("c", slug);
    return url;
  }

  function show() {
    const count = chosen().length;
    words.textContent = count ? `${count} / ${most} ${words.dataset.words}` : idleWords;
    basket.toggleAttribute("data-any", count > 0);
  }

  for (const tick of ticks) {
    tick.addEventListener("change", () => {
      if (chosen().length > most) {
        tick.checked = false;
        words.textContent = words.dataset.full;
        return;
      }
      show();
      history.replaceState(null, "", withChosen(location.href));
      // Filters, orders and pages lead on with what was chosen here.
      form.querySelector("[data-put-aside]").replaceChildren(...chosen().map((slug) => {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: "c", value: slug });
        return field;
      }));
      for (const link of form.querySelectorAll("a[href^='?']")) link.search = withChosen(link.href).search;
    });
  }
  show();
}

if (dialog?.showModal) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-glance]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.dataset.glance, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(answer.statusText);
      dialog.innerHTML = await answer.text();
    } catch {
      location.href = link.href;
      return;
    }
    dialog.showModal();
    dialog.querySelector("h2").focus();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
