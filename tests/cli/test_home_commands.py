"""The first five minutes: the demo and one's own work folder, as real processes."""

import re
import signal
import subprocess
import sys
from contextlib import contextmanager

import requests


@contextmanager
def opened(*arguments):
    """Run a command that serves; give its address; end it by a signal."""
    command = [sys.executable, "-m", "equitykit.cli.main", *arguments, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\w+", said)
            assert found, said
            yield found[0]
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def test_the_demo_prepares_the_invented_county_and_serves_its_home_page(tmp_path):
    with opened("demo", "--dir", str(tmp_path / "demo")) as address:
        page = requests.get(address, timeout=60)

    assert page.status_code == 200
    assert "Harbor of Clouds Unified" in page.text
    assert (tmp_path / "demo" / "data" / "manifest.json").is_file()


def test_an_empty_work_folder_opens_too_and_says_what_to_do_first(tmp_path):
    with opened("--dir", str(tmp_path / "work")) as address:
        page = requests.get(address, timeout=60)
        without_token = requests.get(address.split("?")[0], timeout=60)

    assert page.status_code == 200
    assert "equitykit prepare" in page.text
    assert (tmp_path / "work" / "exports").is_dir()
    # nobody gets in without it
    assert "equitykit prepare" not in without_token.text
