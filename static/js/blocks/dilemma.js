// A story with choices, one scene after the other. Without this script the scenes stand below each other as links.

function startDilemma(story) {
  const scenes = [...story.querySelectorAll("[data-scene]")];
  const shown = [scenes[0]];

  function draw() {
    for (const scene of scenes) scene.hidden = !shown.includes(scene);
    // In the order they were lived through, whatever order they were written in.
    for (const [place, scene] of shown.entries()) {
      story.append(scene);
      scene.querySelector("[data-number]").textContent = place + 1;
      scene.toggleAttribute("data-past", scene !== shown.at(-1));
    }
  }

  function close(scene) {
    for (const way of scene.querySelectorAll("details")) way.open = false;
  }

  function goTo(scene, from) {
    // Coming back to a scene, or choosing again in an earlier one, takes back what followed.
    const known = shown.indexOf(scene);
    const keep = known >= 0 ? known : shown.indexOf(from) + 1;
    for (const later of shown.splice(keep)) close(later);
    if (known >= 0) close(scene);
    shown.push(scene);
    draw();
    scene.focus({ preventScroll: true });
    scene.scrollIntoView({ block: "nearest" });
  }

  story.addEventListener("click", (event) => {
    const link = event.target.closest("[data-way], [data-again]");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!scenes.includes(target)) return;
    event.preventDefault();
    goTo(target, link.closest("[data-scene]"));
  });
  // Another choice in a scene that was passed: what followed from the old one is gone.
  story.addEventListener("toggle", (event) => {
    const scene = event.target.closest("[data-scene]");
    const place = shown.indexOf(scene);
    if (!event.target.open || place < 0 || place === shown.length - 1) return;
    for (const later of shown.splice(place + 1)) close(later);
    draw();
  }, true);
  draw();
}

document.querySelectorAll("[data-dilemma]").forEach(startDilemma);
