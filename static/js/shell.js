// The shell of every page: menus close, drawers take the focus, display choices apply at once, forms go out once.
// Everything here only improves what already works without it.

const root = document.documentElement;

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (openDrawer()) {
    openDrawer().querySelector("[data-drawer-close]")?.click();
  }
});

// A drawer is opened by its address (#outline); below 1100 px it covers the page, so the focus moves into it.
let opener = null;

function openDrawer() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  return target && target.matches(".drawer") && getComputedStyle(target).position === "fixed" ? target : null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  if (link.matches("[data-drawer-close]")) {
    event.preventDefault();
    // replaceState does not re-evaluate :target, so the hash itself has to change; the reading place is kept.
    const place = scrollY;
    location.replace("#_");
    scrollTo({ top: place, behavior: "instant" });
    opener?.focus({ preventScroll: true });
  } else if (document.getElementById(link.hash.slice(1))?.matches(".drawer")) {
    opener = link;
  }
});

addEventListener("hashchange", () => {
  const drawer = openDrawer();
  document.body.toggleAttribute("data-drawer-open", Boolean(drawer));
  if (drawer) {
    drawer.tabIndex = -1;
    drawer.focus({ preventScroll: true });
  }
});

// A device set to dark without a choice of its own is offered the light display, not the dark one it already shows.
for (const button of document.querySelectorAll("button[name=theme][data-other]")) {
  if (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches) {
    button.value = "light";
    button.textContent = button.dataset.other;
  }
}

// Display choices: seen at once, remembered by the server; the page is fetched anew only for a language.
for (const form of document.querySelectorAll("form[data-preferences]")) {
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {};
    if (name === "theme") value ? (root.dataset.theme = value) : delete root.dataset.theme;
    if (name === "size") value ? (root.dataset.size = value) : delete root.dataset.size;
  });
}

// A form marked data-once is sent once per press; the server copes with a second copy anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

// Coming back with the browser's own back button must find forms usable again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});
