"""Click to first control, ours against stock Voilà: ``python benchmarks/bench_opening.py``.

The page of ``04_data`` is opened in a real Chromium, with a fresh browser profile each time,
from three servers in turn:

- **equitykit**: ``equitykit serve`` of this environment,
- **stock**: ``voila 04_data.ipynb`` in an environment of its own, with the libraries as pip
  resolves them today,
- **pinned**: the same with ``jsonschema<4.25``, the pin that this package sets.

All run the same cells on the invented county and are told the same by their environment. The
other environments are made once, in the user's cache (``--fresh`` makes them anew). What is
measured is the time from the click: until there is text to read, a control to use, a chart
to look at, and until the last section is there. Medians and their ratios are printed.
"""

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from platformdirs import user_cache_path

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "workbooks" / "04_data.ipynb"
CACHE = user_cache_path("equitykit") / "bench-opening"
PIN = "jsonschema[format-nongpl]<4.25"
LONGEST_SECONDS = 60
MOMENTS = ("text", "control", "chart", "whole")
# the moments on the page's own clock, which starts with the click
WATCH = """
(() => {
  const there = selector => [...document.querySelectorAll(selector)].some(
    e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const wanted = {
    text: () => there("h1"),
    control: () => there(".jupyter-widgets select"),
    chart: () => there("section svg"),
    whole: () => there("[aria-labelledby='data-sources']") && there("section svg")
      && there(".jupyter-widgets select"),
  };
  window.moments = {};
  const look = () => {
    for (const [name, seen] of Object.entries(wanted))
      if (!(name in window.moments) && seen()) window.moments[name] = performance.now() / 1000;
    if (Object.keys(window.moments).length < 4) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def environment_folder(name: str, *, fresh: bool) -> Path:
    """A virtual environment with this package and its libraries, the pin left to `name`."""
    folder = CACHE / name
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"making the environment {name!r} (once)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        asked = [each for each in project["dependencies"] if not each.startswith("jsonschema")]
        asked += [PIN] if name == "pinned" else []
        subprocess.run([python, "-m", "pip", "install", "--quiet", *asked], check=True)
    # the package as it is now, without its pin
    install = ["install", "--quiet", "--no-deps", "--force-reinstall", str(ROOT)]
    subprocess.run([python, "-m", "pip", *install], check=True)
    return folder


@contextmanager
def running(command: list, *, environment: dict, log: Path):
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=errors,
            stderr=errors,
            env=environment,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        # stock Voilà leaves kernels behind
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(seen, log: Path):
    """What `seen` finds once the server answers."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if found := seen():
                return found
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"the server did not start:\n{log.read_text()}")


@contextmanager
def equitykit_served(data: Path, work: Path, port: int):
    """Our server; gives the door's address and the page's."""
    log = work / "equitykit.log"
    command = [Path(sys.executable).parent / "equitykit", "serve", "--data", data, "--no-browser"]
    environment = os.environ | {"EQUITYKIT_HOME": str(work), "PYTHONUNBUFFERED": "1"}
    with running([*command, "--port", port], environment=environment, log=log):
        found = wait_for(lambda: re.search(r"(http://\S+)/\?token=(\w+)", log.read_text()), log)
        yield f"{found[1]}/login?token={found[2]}", f"{found[1]}/04_data"


@contextmanager
def voila_served(folder: Path, data: Path, work: Path, port: int):
    """Stock Voilà in its environment, told what our kernels are told."""
    log = work / f"voila-{port}.log"
    told = {
        "EQUITYKIT_LIVE": "1",
        "EQUITYKIT_DATA": str(data),
        "EQUITYKIT_HOME": str(work),
        "EQUITYKIT_LANGUAGE": "en",
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
    }
    command = [folder / "bin" / "voila", NOTEBOOK, "--no-browser", f"--port={port}"]
    with running([*command, "--Voila.ip=127.0.0.1"], environment=os.environ | told, log=log):
        address = f"http://127.0.0.1:{port}"
        # any answer will do: asking for the page would start a kernel
        static = f"{address}/voila/static/nothing"
        wait_for(lambda: _answers(static), log)
        yield None, f"{address}/"


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5)
    except urllib.error.HTTPError:
        return True
    return True


def open_page(chromium, door: str | None, page_address: str) -> dict[str, float]:
    """Seconds from the click to each moment, and how much was asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    try:
        page = context.new_page()
        if door:
            # the cookie alone: a page opened here would go on loading beside the other
            context.request.get(door, max_redirects=0)
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(page_address, wait_until="commit", timeout=LONGEST_SECONDS * 1000)
        page.wait_for_function(
            "Object.keys(window.moments ?? {}).length === 4", timeout=LONGEST_SECONDS * 1000
        )
        moments = page.evaluate("window.moments")
        start = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
        page.goto("about:blank")
        return moments | {"first byte": start / 1000, "requests": len(requests)}
    finally:
        context.close()


def measure(rounds: int, *, fresh: bool) -> dict[str, list[dict]]:
    """Open the page of each server once a round, after one round that does not count."""
    from playwright.sync_api import sync_playwright

    from equitykit.workbook.sample import prepared_sample

    work = Path(tempfile.mkdtemp(prefix="equitykit-bench-"))
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    stock, pinned = (environment_folder(name, fresh=fresh) for name in ("stock", "pinned"))
    data = work / "data"
    shutil.copytree(prepared_sample(), data)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, work, ignore_errors=True)
        servers = {
            "equitykit": stack.enter_context(equitykit_served(data, work, 8961)),
            "stock": stack.enter_context(voila_served(stock, data, work, 8962)),
            "pinned": stack.enter_context(voila_served(pinned, data, work, 8963)),
        }
        playwright = stack.enter_context(sync_playwright())
        # names of other hosts are not found, which fails at once: no reader waits for them
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        arguments += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        stack.callback(chromium.close)
        found = {name: [] for name in servers}
        for round_ in range(rounds + 1):
            for name, (door, address) in servers.items():
                seen = open_page(chromium, door, address)
                print(round_, name, json.dumps(seen), file=sys.stderr)
                if round_:
                    found[name].append(seen)
                time.sleep(1)
    return found


def report(found: dict[str, list[dict]]) -> None:
    columns = ("first byte", *MOMENTS, "requests")
    medians = {
        name: {column: statistics.median(each[column] for each in loads) for column in columns}
        for name, loads in found.items()
    }
    print(f"\nseconds from the click, medians of {len(found['stock'])} loads in turn")
    print(f"{'':12}" + "".join(f"{column:>12}" for column in columns))
    for name, row in medians.items():
        print(f"{name:12}" + "".join(f"{row[column]:12.2f}" for column in columns))
    ours = medians["equitykit"]
    for other in ("stock", "pinned"):
        ratios = (medians[other][moment] / ours[moment] for moment in MOMENTS)
        cells = "".join(f"{ratio:11.1f}x" for ratio in ratios)
        print(f"{'against ' + other:24.24}{cells}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--fresh", action="store_true", help="make the environments anew")
    options = parser.parse_args()
    report(measure(options.rounds, fresh=options.fresh))


if __name__ == "__main__":
    main()
