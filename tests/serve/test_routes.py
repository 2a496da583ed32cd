"""Who may ask for what: each address with and without the token, names, origins, messages."""

import contextlib
import json
import re
import uuid
from types import SimpleNamespace

import pytest
import requests
from voila.app import Voila
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from equitykit.serve.routes import KERNEL, VERSION, routes

NO_KERNEL = "00000000-0000-0000-0000-000000000000"

# for each route an address that exists; a new route fails the first test until it is here
ADDRESSES = {
    r"/": "/",
    r"/login": None,  # the door itself is open
    r"/([\w-]+)": "/04_data",
    r"/voila/render/([\w-]+\.ipynb)": "/voila/render/00_home.ipynb",
    rf"/voila/api/pulse/{KERNEL}": "/voila/api/pulse/{kernel}",
    rf"/voila/api/shutdown/{KERNEL}": "/voila/api/shutdown/{kernel}",
    rf"/api/kernels/{KERNEL}": "/api/kernels/{kernel}",
    rf"/api/kernels/{KERNEL}/channels": "/api/kernels/{kernel}/channels",
    r"/voila/templates/(.*)": "/voila/templates/lab/static/voila.js",
    rf"/voila/static/{VERSION}(.*)": "/voila/static/voila.js",
    r"/voila/api/themes/(.*)": "/voila/api/themes/@jupyterlab/theme-light-extension/index.css",
    rf"/voila/labextensions/{VERSION}(.*)": "/voila/labextensions/@jupyter-widgets/jupyterlab-manager/package.json",
}
CLOSED = {address for address in ADDRESSES.values() if address}
POSTED = "/voila/api/shutdown/{kernel}"
SOCKET = "/api/kernels/{kernel}/channels"


@pytest.fixture(scope="module")
def kernel(room):
    """The id of the kernel behind an open page."""
    return open_page(room.visitor(), room)


def open_page(visitor, room, name="00_home") -> str:
    page = visitor.get(f"{room.url}/voila/render/{name}.ipynb", timeout=60)
    return re.search(r'equitykit.watch\("/", "([\w-]+)"\)', page.text)[1]


def test_every_route_is_listed_here():
    bare = Voila()
    room = SimpleNamespace(
        voila_configuration=None, template_paths=[], config=None, themes_dir="", root_dir=".",
        labextensions_path=[], static_paths=bare.static_paths,
    )  # fmt: skip
    assert {route[0] for route in routes(room)} == set(ADDRESSES)


@pytest.mark.parametrize("address", sorted(CLOSED))
def test_no_address_is_answered_without_the_token(room, kernel, address):
    method = "POST" if address == POSTED else "GET"
    answer = requests.request(
        method, room.url + address.format(kernel=kernel), allow_redirects=False, timeout=20
    )
    at_the_door = answer.status_code == 302 and answer.headers["Location"].startswith("/login")
    assert at_the_door or answer.status_code in (401, 403)
    assert "canary" not in answer.text


@pytest.mark.parametrize("address", sorted(CLOSED - {POSTED, SOCKET}))
def test_each_of_these_addresses_exists_for_a_visitor_with_the_cookie(room, kernel, address):
    answer = room.visitor().get(room.url + address.format(kernel=kernel), timeout=60)
    assert answer.status_code in (200, 204)


@pytest.mark.parametrize("wrong", ["wrong", "", "0" * 48])
def test_a_wrong_token_opens_nothing(room, wrong):
    answer = requests.get(f"{room.url}/?token={wrong}", timeout=20)
    assert answer.url.startswith(f"{room.url}/login")
    door = requests.Session()
    form = door.get(f"{room.url}/login", timeout=20)
    typed = {"password": wrong, "_xsrf": xsrf(form), "next": "/"}
    assert door.post(f"{room.url}/login", data=typed, timeout=20).status_code == 401


def test_the_token_typed_at_the_door_opens_it(room):
    door = requests.Session()
    form = door.get(f"{room.url}/login?next=%2F", timeout=20)
    typed = {"password": f" {room.token} ", "_xsrf": xsrf(form), "next": "/"}
    answer = door.post(f"{room.url}/login", data=typed, timeout=60)
    assert answer.url == f"{room.url}/voila/render/00_home.ipynb"


def xsrf(form) -> str:
    return re.search(r'name="_xsrf" value="([^"]+)"', form.text)[1]


def test_the_door_tells_nothing_about_what_is_behind_it(room):
    door = requests.get(f"{room.url}/login", timeout=20).text
    assert room.token not in door
    assert not re.search(r"ipynb|jupyter|voil|\d\.\d+\.\d+|/tmp|/dev|/work", door, re.IGNORECASE)


def test_the_door_leads_nowhere_else(room):
    door = room.visitor()
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org"):
        answer = door.get(
            f"{room.url}/login", params={"next": elsewhere}, allow_redirects=False, timeout=20
        )
        assert not re.match(r"https?:|//|/\\", answer.headers["Location"])


def test_the_token_leaves_the_address_bar_at_once(room):
    answer = requests.Session().get(room.page("environment", district="01"), timeout=60)
    assert answer.url == f"{room.url}/voila/render/environment.ipynb?district=01"
    assert room.token not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/voila/files/picture.png",
        "/voila/files/private.csv",
        "/voila/render/private.csv",
        "/voila/render/../private.csv",
        "/voila/render/sub/00_home.ipynb",
        "/voila/tree",
        "/voila/api/contents",
        "/api/contents",
        "/api/sessions",
        "/api/terminals",
        "/api/kernels",
        "/api/kernelspecs",
        "/lab",
        "/tree",
        "/logout",
        "/no_such_page",
        "/voila/render/no_such_page.ipynb",
        "/voila/static/../../../etc/passwd",
        "/voila/templates/lab/static/../../../../../../etc/passwd",
    ],
)
def test_there_is_nothing_else_even_for_a_visitor_with_the_cookie(room, address):
    request = requests.Request("GET", room.url + address).prepare()
    request.url = room.url + address  # as it stands, dots and all
    visitor = room.visitor()
    request.headers["Cookie"] = "; ".join(f"{c.name}={c.value}" for c in visitor.cookies)
    answer = visitor.send(request, timeout=20)
    assert answer.status_code in (403, 404)
    assert not re.search(r"canary|Traceback|root:|/tmp|/dev/|site-packages", answer.text)


@pytest.mark.parametrize("host", ["example.org", "example.org:8866", "127.0.0.1.example.org", ""])
def test_a_name_that_is_not_this_machines_gets_no_answer(room, host):
    answer = requests.get(
        f"{room.url}/?token={room.token}", headers={"Host": host}, allow_redirects=False, timeout=20
    )
    assert answer.status_code in (400, 404)
    assert "Set-Cookie" not in answer.headers


def test_every_answer_forbids_other_hosts_to_the_browser(room):
    for address in ("/", "/login", "/voila/static/voila.js", "/nothing/here"):
        policy = room.visitor().get(room.url + address, timeout=60).headers
        assert "default-src 'self'" in policy.get("Content-Security-Policy", ""), address


def test_scripts_are_kept_by_the_browser_under_the_version_that_the_page_names(room):
    visitor = room.visitor()
    page = visitor.get(f"{room.url}/00_home", timeout=60)
    assert page.headers["Cache-Control"] == "no-store"
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page.text)[1])
    assert f'src="{config["fullStaticUrl"]}/voila.js"' in page.text
    named = [f"{config['fullStaticUrl']}/voila.js"] + [
        f"{config['fullLabextensionsUrl']}/{each['name']}/{each['load']}"
        for each in config["federated_extensions"]
    ]
    for address in named:
        kept = visitor.get(room.url + address, timeout=20)
        assert kept.status_code == 200
        assert kept.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        stranger = requests.get(room.url + address, allow_redirects=False, timeout=20)
        assert stranger.status_code in (302, 403)
        assert "immutable" not in stranger.headers.get("Cache-Control", "")
    unnamed = visitor.get(f"{room.url}/voila/static/voila.js", timeout=20)
    assert "immutable" not in unnamed.headers.get("Cache-Control", "")
    missing = visitor.get(f"{room.url}{config['fullStaticUrl']}/../../private.csv", timeout=20)
    assert missing.status_code == 404


def beacon(room, session, kernel, **headers):
    return session.post(f"{room.url}/voila/api/shutdown/{kernel}", headers=headers, timeout=20)


def test_a_kernel_ends_only_for_a_page_of_this_server_with_the_cookie(room):
    visitor = room.visitor()
    before = room.pids()
    kernel = open_page(visitor, room)
    process = room.wait_for_one_more(before)
    assert beacon(room, requests, kernel, Origin=room.url).status_code == 403
    assert beacon(room, visitor, kernel).status_code == 403
    assert beacon(room, visitor, kernel, Origin="http://example.org").status_code == 403
    assert process in room.pids()
    assert beacon(room, visitor, kernel, Origin=room.url).status_code == 204
    assert room.wait_until_gone(process)
    assert beacon(room, visitor, kernel, Origin=room.url).status_code == 204


def test_the_kernel_itself_cannot_be_deleted_or_started_over_http(room, kernel):
    visitor = room.visitor()
    visitor.get(f"{room.url}/00_home", timeout=60)
    visitor.headers.update({"Origin": room.url, "X-XSRFToken": visitor.cookies.get("_xsrf", "")})
    assert visitor.delete(f"{room.url}/api/kernels/{kernel}", timeout=20).status_code in (403, 405)
    assert visitor.post(f"{room.url}/api/kernels", json={}, timeout=20).status_code in (403, 404)
    assert visitor.post(
        f"{room.url}/api/kernels/{kernel}/restart", timeout=20
    ).status_code in (403, 404)  # fmt: skip


def socket(room, kernel, *, origin, cookie=True):
    cookies = "; ".join(f"{c.name}={c.value}" for c in room.visitor().cookies)
    headers = {"Cookie": cookies} if cookie else {}
    address = room.url.replace("http", "ws") + f"/api/kernels/{kernel}/channels?session_id=test"
    return connect(address, origin=origin, additional_headers=headers, close_timeout=1)


@pytest.mark.parametrize("origin", [None, "http://example.org", "null"])
def test_the_socket_opens_only_for_a_page_of_this_server(room, kernel, origin):
    with pytest.raises(InvalidStatus) as refusal:
        socket(room, kernel, origin=origin)
    assert refusal.value.response.status_code == 403


def test_the_socket_does_not_open_without_the_cookie(room, kernel):
    with pytest.raises(InvalidStatus) as refusal:
        socket(room, kernel, origin=room.url, cookie=False)
    assert refusal.value.response.status_code == 403


def message(kind: str, **content) -> str:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "test", "username": "",
              "version": "5.3", "date": "2025-01-01T00:00:00Z"}  # fmt: skip
    return json.dumps(
        {"header": header, "parent_header": {}, "metadata": {}, "content": content,
         "channel": "shell", "buffers": []}
    )  # fmt: skip


def types_until_reply(page, *, tries: int = 20) -> list[str]:
    """Ask what widgets there are until the answer comes; a socket just opened hears nothing yet."""
    seen = []
    for _ in range(tries):
        page.send(message("comm_info_request", target_name="jupyter.widget"))
        with contextlib.suppress(TimeoutError):
            while True:
                seen.append(json.loads(page.recv(timeout=1))["header"]["msg_type"])
                if seen[-1] == "comm_info_reply":
                    return seen
    raise AssertionError("the kernel does not answer")


def test_the_socket_drops_what_runs_or_reads_code(room, kernel, tmp_path):
    """The last message is let through; by its reply, all before it have been dealt with."""
    written = tmp_path / "written"
    forbidden = [
        message("execute_request", code=f"open({str(written)!r}, 'w')", silent=False),
        message("complete_request", code="import o", cursor_pos=8),
        message("inspect_request", code="open", cursor_pos=4, detail_level=1),
        message("history_request", hist_access_type="tail", n=10, output=True, raw=True),
        message("input_reply", value="x"),
        message("debug_request", command="initialize"),
    ]
    with socket(room, kernel, origin=room.url) as page:
        types_until_reply(page)
        for each in forbidden:
            page.send(each)
        seen = types_until_reply(page)
    assert not written.exists()
    assert not {"execute_reply", "complete_reply", "inspect_reply", "history_reply"} & set(seen)
