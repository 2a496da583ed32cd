"""One kernel for each page: told what it must know, told no secret, counted, seen to die."""

import os
import re
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
import requests
from browser import browser, watched_page  # noqa: F401  (a fixture, and a context manager)
from room import served_room

from equitykit.kernels.safe_client import SafeKernelClient, SafeServerKernelManager
from equitykit.serve.configuration import room_configuration, transport
from equitykit.serve.kernels import PageKernel, PageKernels, without_secrets
from equitykit.serve.preloading import page_modules, start_warm_parent
from equitykit.storage.places import store_place


def told(room, **query) -> dict[str, str]:
    """What the kernel of a page finds in its environment."""
    page = room.visitor().get(room.page("environment", **query), timeout=60)
    return dict(re.findall(r"<li>(\w+)=(.*?)</li>", page.text))


def test_a_kernel_is_told_that_it_serves_and_from_where(room):
    environment = told(room, district="27660350000000", language="es")
    assert environment["EQUITYKIT_LIVE"] == "1"
    assert environment["EQUITYKIT_LANGUAGE"] == "en"
    assert environment["EQUITYKIT_DATA"].endswith("/data")
    assert environment["EQUITYKIT_HOME"].endswith("/work")
    assert environment["EQUITYKIT_STORE"] == environment["EQUITYKIT_HOME"] + "/record.sqlite"
    assert environment["QUERY_STRING"] == "district=27660350000000&amp;language=es" or (
        environment["QUERY_STRING"] == "district=27660350000000&language=es"
    )


def test_a_kernel_is_told_no_secret(room):
    environment = told(room)
    assert environment["DISTRICT_NAME"] == "kept"
    assert not any("canary" in value for value in environment.values())
    assert not any(room.token in value for value in environment.values())


def test_the_address_of_a_database_reaches_the_kernel_and_nothing_else(notebooks, tmp_path):
    place = "postgresql+psycopg://team:canary-of-the-store@127.0.0.1:5432/record"
    with served_room(notebooks, folder=tmp_path, store=place) as room:
        assert told(room, team="none")["EQUITYKIT_STORE"] == place
        pages = [
            room.visitor().get(room.page(name), timeout=60).text for name in ("00_home", "failing")
        ]
        lines = [" ".join(process.cmdline()) for process in room.kernels()]
    assert not [
        text for text in [*pages, *lines, room.log.read_text()] if "canary-of-the-store" in text
    ]


@pytest.mark.parametrize("store", [None, "", "elsewhere.sqlite", "sqlite:///elsewhere.sqlite"])
def test_the_record_lies_in_the_work_folder_unless_another_place_is_named(store, tmp_path):
    default = str(tmp_path / "record.sqlite")
    places = {
        "elsewhere.sqlite": str(Path("elsewhere.sqlite").resolve()),
        "sqlite:///elsewhere.sqlite": "sqlite:///elsewhere.sqlite",
    }
    assert store_place(store, tmp_path) == places.get(store, default)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("PATH", "/usr/bin", True),
        ("PYTHONHASHSEED", "0", True),
        ("HTTP_PROXY", "http://proxy:3128", True),
        ("HTTP_PROXY", "http://me:word@proxy:3128", False),
        ("JUPYTER_TOKEN", "x", False),
        ("PGPASSWORD", "x", False),
        ("AWS_SECRET_ACCESS_KEY", "x", False),
        ("MAIL_API_KEY", "x", False),
        ("GOOGLE_APPLICATION_CREDENTIALS", "/x", False),
    ],
)
def test_what_looks_like_a_secret_is_left_out(name, value, kept):
    assert (name in without_secrets({name: value})) is kept


def test_both_managers_are_the_safe_ones():
    configuration = room_configuration({}, "en", most_pages=3)
    kernels = PageKernels(config=configuration)
    assert kernels.kernel_manager_class == "equitykit.serve.kernels.PageKernel"
    assert issubclass(PageKernel, SafeServerKernelManager)
    assert PageKernel(config=configuration).client_factory is SafeKernelClient


def test_idle_kernels_are_cleared_away_but_an_open_page_keeps_its_own():
    kernels = PageKernels(config=room_configuration({}, "en", most_pages=3))
    assert (kernels.cull_idle_timeout, kernels.cull_interval) == (6 * 3600, 300)
    assert not kernels.cull_connected
    assert not kernels.cull_busy
    assert not PageKernel(config=kernels.config).autorestart


@pytest.mark.browser
def test_a_kernel_without_a_page_goes_and_one_whose_page_is_open_stays(
    browser,  # noqa: F811
    notebooks,
    tmp_path,
):
    with served_room(notebooks, folder=tmp_path, idle_seconds=3) as room:
        # a browser that crashed: nobody says goodbye, nobody asks again
        assert "The front door." in room.visitor().get(room.page("00_home"), timeout=60).text
        assert room.wait_for_kernels(1) == 1
        left = room.kernels()[0].pid
        with watched_page(browser, room.page("04_data")) as page:
            end = time.monotonic() + 30
            while left in [each.pid for each in room.kernels()] and time.monotonic() < end:
                page.wait_for_timeout(200)
            page.wait_for_timeout(8000)
            assert [each.pid for each in room.kernels()] != [left]
            assert len(room.kernels()) == 1
            # and it is the page's own, which still answers
            page.click("button:text-is('Show')")
            page.wait_for_selector("text=went", timeout=10_000)
        assert room.wait_for_kernels(0) == 0


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.slow)])
def test_a_full_room_says_so_and_opens_again_when_a_page_is_left(notebooks, tmp_path, language):
    with served_room(notebooks, folder=tmp_path, most_pages=1, language=language) as room:
        visitor = room.visitor()
        page = visitor.get(f"{room.url}/00_home", timeout=60)
        refused = visitor.get(f"{room.url}/00_home", timeout=60)
        assert refused.status_code == 503
        assert {"en": "All places are taken", "es": "Todos los lugares están ocupados"}[
            language
        ] in refused.text
        assert f'<html lang="{language}">' in refused.text
        kernel = re.search(r'equitykit.watch\("/", "([\w-]+)"\)', page.text)[1]
        visitor.post(f"{room.url}/voila/api/shutdown/{kernel}", headers={"Origin": room.url})
        assert room.wait_for_kernels(0) == 0
        assert visitor.get(f"{room.url}/00_home", timeout=60).status_code == 200


def test_a_burst_of_openings_never_starts_more_kernels_than_there_are_places(notebooks, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    with served_room(notebooks, folder=tmp_path, most_pages=2) as room:
        visitor = room.visitor()
        with ThreadPoolExecutor(6) as crowd:
            pages = list(
                crowd.map(lambda _: visitor.get(f"{room.url}/00_home", timeout=60), range(6))
            )
        assert sorted(page.status_code for page in pages) == [200] * 2 + [503] * 4
        assert len(room.kernels()) == 2


def test_a_dead_kernel_stays_dead_and_its_page_is_told(room):
    visitor = room.visitor()
    before = room.pids()
    page = visitor.get(f"{room.url}/00_home", timeout=60)
    kernel = re.search(r'equitykit.watch\("/", "([\w-]+)"\)', page.text)[1]
    pulse = f"{room.url}/voila/api/pulse/{kernel}"
    assert visitor.get(pulse, timeout=20).status_code == 204
    process = room.wait_for_one_more(before)
    os.kill(process, signal.SIGKILL)
    assert room.wait_until_gone(process)
    # trouble is told within five seconds, and then it stays told
    end = time.monotonic() + 5
    while visitor.get(pulse, timeout=20).status_code != 410 and time.monotonic() < end:
        time.sleep(0.2)
    assert visitor.get(pulse, timeout=20).status_code == 410
    assert not room.pids() - before


def test_a_reader_who_leaves_while_the_page_is_made_leaves_no_kernel_behind(room):
    visitor = room.visitor()
    before = room.pids()
    page = visitor.get(f"{room.url}/slow", stream=True, timeout=60)
    # kept by name: a reader of the page that is thrown away closes the connection
    content = page.iter_content(64)
    next(content)
    kernel = room.wait_for_one_more(before)
    page.close()
    assert room.wait_until_gone(kernel)


def test_sockets_are_used_only_where_their_names_fit():
    assert transport("/tmp/equitykit-abcdefgh") == "ipc"
    # 103 is the most: kernel-, a UUID of 36 and -ipc-5 are 49 characters, the slash one more
    assert transport("/" + "x" * 52) == "ipc"
    assert transport("/" + "x" * 53) == "tcp"


def make(folder: str, nested: str) -> Path:
    path = Path(folder) / nested
    path.mkdir(exist_ok=True)
    return path


@pytest.mark.parametrize("nested", ["", "a" * 60])
def test_when_the_server_stops_no_kernel_and_no_socket_stays(notebooks, tmp_path, nested):
    with (
        TemporaryDirectory(prefix="eq") as short,
        served_room(
            notebooks, folder=tmp_path, environment={"TMPDIR": str(make(short, nested))}
        ) as room,
    ):
        room.visitor().get(f"{room.url}/00_home", timeout=60)
        kernels = [process.pid for process in room.kernels()]
        assert len(kernels) == 1
        assert len(list(Path(short).rglob("kernel-*-ipc-*"))) == (0 if nested else 5)
        room.stop()
        assert not psutil.pid_exists(kernels[0])
        assert not list(Path(short).rglob("equitykit-*"))
    with pytest.raises(requests.ConnectionError):
        requests.get(room.url, timeout=2)


def test_pages_kernels_are_forked_from_one_process_that_knows_no_secret(room):
    """As fresh as their pages: what they inherit is imports."""
    visitor = room.visitor()
    before = {process.pid for process in room.kernels()}
    visitor.get(f"{room.url}/00_home", timeout=60)
    visitor.get(f"{room.url}/environment", timeout=60)
    forked = [process for process in room.kernels() if process.pid not in before]
    assert len(forked) == 2
    (parent,) = {process.parent() for process in forked}
    assert "equitykit.kernels.warm_parent" in " ".join(parent.cmdline())
    assert parent.parent().pid == room.process.pid
    assert parent.num_threads() == 1
    for process in [parent, *forked]:
        started_with = Path(f"/proc/{process.pid}/environ").read_bytes()
        assert b"DISTRICT_NAME=kept" in started_with
        assert b"canary" not in started_with
    assert room.token.encode() not in Path(f"/proc/{parent.pid}/environ").read_bytes()


def test_everything_that_pages_are_made_of_is_imported_before_the_first_one():
    names = page_modules()
    assert {"equitykit.workbook.workbook", "equitykit.views.figures"} <= set(names)
    assert not [name for name in names if name.startswith("equitykit.serve")]
    parent = start_warm_parent()
    try:
        assert parent.wait_until_warm()
        assert parent.missing == []
    finally:
        parent.close()
