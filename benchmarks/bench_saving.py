"""How long from a key to "Saved", beside the echo of ipywidgets' own text area in the same run.

    python benchmarks/bench_saving.py [--keys 200]

"Saved" stands for a COMMIT with fsync on this disk; the echo stands for nothing but the way
to the kernel and back. The goal is a p95 of 250 ms from key to "Saved".
"""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser import ARGUMENTS  # noqa: E402
from faults.live_pages import LIVE, STOCK, live_place  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

GOAL_MS = 250

# times from a key to the next "Saved" in words, and to the next echo on the socket
STOPWATCH = """
window.times = { saved: [], echo: [] };
let pressed = null;
const stop = (what) => {
  if (pressed !== null) window.times[what].push(performance.now() - pressed);
  pressed = null;
};
// the oldest key that waits counts
addEventListener("keydown", () => { pressed ??= performance.now(); }, true);
addEventListener("DOMContentLoaded", () => {
  const region = document.getElementById("equitykit-status");
  new MutationObserver(() => { if (region.dataset.moment === "live-saved") stop("saved"); })
    .observe(region, { attributes: true, childList: true });
});
const decoder = new TextDecoder();
window.WebSocket = class extends WebSocket {
  constructor(...of) {
    super(...of);
    this.addEventListener("message", ({ data }) => {
      const text = typeof data === "string" ? data : decoder.decode(data);
      if (text.includes("echo_update")) stop("echo");
    });
  }
};
"""


def times(browser, kind: str, what: str, keys: int) -> list[float]:
    """Press so many keys on a page of a kind; the milliseconds that each took."""
    with tempfile.TemporaryDirectory() as folder, live_place(Path(folder), kind) as place:
        page = browser.new_page()
        page.add_init_script(STOPWATCH)
        page.goto(place.room.page(kind))
        page.wait_for_selector("main textarea", timeout=60_000)
        page.wait_for_timeout(1500)
        page.focus("main textarea")
        chance = random.Random(1)
        for _ in range(keys):
            page.keyboard.press(chance.choice("abcdefg "))
            page.wait_for_timeout(chance.uniform(40, 350))
        page.wait_for_timeout(1000)
        measured = page.evaluate(f"window.times.{what}")
        page.close()
    return measured


def told(name: str, measured: list[float]) -> float:
    p95 = quantiles(measured, n=20)[-1]
    print(f"{name:22} n {len(measured):4}  median {median(measured):6.1f} ms  p95 {p95:6.1f} ms")
    return p95


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--keys", type=int, default=200)
    keys = asked.parse_args().keys
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        saved = told("key to Saved", times(browser, LIVE, "saved", keys))
        echo = told("stock text area, echo", times(browser, STOCK, "echo", keys))
        browser.close()
    met = "met" if saved <= GOAL_MS else "MISSED"
    print(f"ratio of the p95: {saved / echo:.2f}; goal {GOAL_MS} ms: {met}")


if __name__ == "__main__":
    main()
