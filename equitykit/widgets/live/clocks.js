// Times that count down in the page. They are never announced; who asked for less motion
// gets steps of a quarter of a minute.
const QUARTER = 15000;

function clockText(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

function tickClocks(root) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const clock of root.querySelectorAll("[data-ends], [data-left]")) {
    if (!clock.hasAttribute("aria-live")) clock.setAttribute("aria-live", "off");
    const paused = clock.hasAttribute("data-left");
    let left = paused ? Number(clock.dataset.left) : Number(clock.dataset.ends) - Date.now();
    if (Number.isNaN(left)) continue;
    if (calm && !paused) left = Math.ceil(left / QUARTER) * QUARTER;
    const text = clockText(left);
    if (clock.textContent !== text) clock.textContent = text;
    clock.toggleAttribute("data-over", !paused && left <= 0);
  }
}
