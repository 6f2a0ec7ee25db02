// Speed buttons beside a video or audio. Watching is counted elsewhere; this only sets the pace.
const KEY = "speed";

function recall() {
  try { return localStorage.getItem(KEY) || "1"; } catch { return "1"; }
}

function remember(speed) {
  try { localStorage.setItem(KEY, speed); } catch { /* private mode: the choice lasts for this page */ }
}

function startPlayer(player) {
  const media = player.querySelector("video, audio");
  const group = player.querySelector(".player__speeds");
  if (!media || !group) return;
  const buttons = [...group.querySelectorAll("button")];
  const set = (speed) => {
    media.defaultPlaybackRate = media.playbackRate = Number(speed);
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.speed === speed));
  };
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    set(button.dataset.speed);
    remember(button.dataset.speed);
  });
  if (buttons.some((button) => button.dataset.speed === recall())) set(recall());
  group.hidden = false;
}

document.querySelectorAll("[data-player]").forEach(startPlayer);
