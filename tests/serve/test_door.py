"""The door outlives a restart, for half a day, and only as a file of this user alone."""

import os
import stat
import time

import pytest
import requests
from room import free_port, served_room

from equitykit.serve.door import KEPT_SECONDS, secrets_of


def door(folder):
    return folder / ".door"


def test_secrets_are_the_same_until_half_a_day_without_a_start_is_over(tmp_path):
    first = secrets_of(tmp_path)
    assert secrets_of(tmp_path) == first
    assert stat.S_IMODE(door(tmp_path).stat().st_mode) == 0o600
    old = time.time() - KEPT_SECONDS + 60
    os.utime(door(tmp_path), (old, old))
    # each start begins the time anew
    assert secrets_of(tmp_path) == first
    assert time.time() - door(tmp_path).stat().st_mtime < 60
    old = time.time() - KEPT_SECONDS - 60
    os.utime(door(tmp_path), (old, old))
    second = secrets_of(tmp_path)
    assert not {second.token, second.cookie_secret} & {first.token, first.cookie_secret}
    assert os.listdir(tmp_path) == [".door"]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_file_that_others_may_open_is_not_believed(tmp_path, mode):
    first = secrets_of(tmp_path)
    door(tmp_path).chmod(mode)
    assert secrets_of(tmp_path) != first
    assert stat.S_IMODE(door(tmp_path).stat().st_mode) == 0o600


def test_a_link_to_elsewhere_is_neither_read_nor_written_through(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    planted = secrets_of(elsewhere)
    work = tmp_path / "work"
    work.mkdir()
    door(work).symlink_to(door(elsewhere))
    assert secrets_of(work) != planted
    assert not door(work).is_symlink()
    assert secrets_of(elsewhere) == planted


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"token": "", "cookie_secret": ""}',
                '{"token": 1, "cookie_secret": 2}', '{"token": "a", "cookie_secret": "b", "c": 1}',
                f'{{"token": "{"0" * 47}", "cookie_secret": "{"0" * 64}"}}']
)  # fmt: skip
def test_a_file_that_holds_something_else_is_replaced(tmp_path, content):
    door(tmp_path).write_text(content)
    door(tmp_path).chmod(0o600)
    made = secrets_of(tmp_path)
    assert len(made.token) == 48 and len(made.cookie_secret) == 64
    assert secrets_of(tmp_path) == made


def test_without_a_folder_to_keep_them_in_there_are_secrets_all_the_same(tmp_path):
    missing = tmp_path / "not_there"
    assert secrets_of(missing) != secrets_of(missing)
    assert not missing.exists()


def test_who_was_let_in_before_a_restart_is_let_in_after_it_and_nobody_else(notebooks, tmp_path):
    port = free_port()
    with served_room(notebooks, folder=tmp_path, port=port) as room:
        visitor = room.visitor()
        room.process.kill()
        room.process.wait()
    with served_room(notebooks, folder=tmp_path, port=port) as again:
        assert (again.url, again.token) == (room.url, room.token)
        page = visitor.get(f"{room.url}/00_home", timeout=60)
        assert "The front door." in page.text
        stranger = requests.get(f"{room.url}/00_home", timeout=60)
        assert stranger.url.startswith(f"{room.url}/login")
        # the rules of names and origins are those of a first start
        elsewhere = visitor.get(f"{room.url}/", headers={"Host": "example.org"}, timeout=20)
        assert elsewhere.status_code == 404
    with served_room(notebooks, folder=tmp_path / "other", port=port) as other:
        assert other.token != room.token
        refused = visitor.get(f"{room.url}/00_home", timeout=60)
        assert refused.url.startswith(f"{room.url}/login")


def test_the_file_is_served_to_nobody_and_told_to_no_kernel(room):
    visitor = room.visitor()
    for address in ("/.door", "/voila/render/.door", "/voila/static/.door", "/voila/files/.door",
                    "/voila/labextensions/.door", "/voila/templates/lab/static/.door"):  # fmt: skip
        answer = visitor.get(room.url + address, timeout=20)
        assert answer.status_code in (403, 404), address
        assert room.token not in answer.text
    page = visitor.get(room.page("environment"), timeout=60)
    assert room.token not in page.text
    assert room.token not in room.log.read_text()
