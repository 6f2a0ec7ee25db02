// A case: copy the citation or the address, print. Buttons that need this script are shown by it.
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    const words = button.querySelector("span");
    const before = words.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      words.textContent = button.dataset.done;
      setTimeout(() => { words.textContent = before; }, 2000);
    } catch {
      // Without the clipboard (an old browser, no https) the words are marked, ready to be copied by hand.
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  } else if (event.target.closest("[data-print]")) {
    print();
  }
});
