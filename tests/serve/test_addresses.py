"""Which names and pages the room answers to, and where it listens."""

import socket
from types import SimpleNamespace

import pytest

from equitykit.errors import EquitykitError
from equitykit.serve.addresses import (
    address,
    bind,
    host_names,
    host_pattern,
    is_own_page,
    without_token,
)


def request(*, host="127.0.0.1:8866", **headers):
    """What `is_own_page` reads of a Tornado request."""
    return SimpleNamespace(host=host, headers=headers)


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://127.0.0.1:8866", True),
        ("https://127.0.0.1:8866", True),
        ("http://127.0.0.1:8867", False),
        ("http://localhost:8866", False),
        ("http://127.0.0.1:8866.example.org", False),
        ("http://example.org", False),
        ("null", False),
        ("", False),
        ("file://127.0.0.1:8866", False),
    ],
)
def test_a_request_is_ours_when_its_origin_is_the_very_server_it_asks(origin, own):
    assert is_own_page(request(Origin=origin)) is own


def test_a_request_without_an_origin_is_not_ours():
    assert not is_own_page(request())


def test_on_this_machine_only_its_loopback_names_are_answered():
    assert host_names("127.0.0.1") == ["127.0.0.1", "localhost", "[::1]"]


def test_an_address_that_lets_others_in_is_answered_beside_them():
    assert host_names("192.0.2.7")[-1] == "192.0.2.7"
    assert host_names("2001:db8::7")[-1] == "[2001:db8::7]"


def test_all_addresses_mean_this_machines_own_name_and_no_others():
    names = host_names("0.0.0.0")
    assert socket.gethostname().lower() in names
    assert "example.org" not in names


def test_the_dots_of_a_name_match_only_dots():
    import re

    assert re.match(host_pattern("127.0.0.1"), "127.0.0.1")
    assert not re.match(host_pattern("127.0.0.1"), "127a0b0c1")
    assert not re.match(host_pattern("127.0.0.1"), "127.0.0.1.example.org")


@pytest.mark.parametrize(
    ("uri", "rest"),
    [
        ("/?token=abc", "/"),
        ("/voila/render/04_data.ipynb?token=abc", "/voila/render/04_data.ipynb"),
        ("/x?district=01&token=abc&language=es", "/x?district=01&language=es"),
        ("//example.org/x?token=abc", "/x"),
        ("/x?team=A%26B&token=abc", "/x?team=A%26B"),
    ],
)
def test_the_token_is_taken_out_of_an_address_and_nothing_else(uri, rest):
    assert without_token(uri) == rest


def test_the_address_to_open_is_one_that_a_browser_understands():
    assert address("127.0.0.1", 8866, "abc") == "http://127.0.0.1:8866/?token=abc"
    assert address("::1", 8866, "abc") == "http://[::1]:8866/?token=abc"
    assert address("0.0.0.0", 8866, "abc") == f"http://{socket.gethostname()}:8866/?token=abc"


def test_a_port_that_was_asked_for_and_is_taken_is_an_error_that_names_it():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EquitykitError) as refusal:
            bind("127.0.0.1", port)
    assert (refusal.value.id, refusal.value.values) == ("port_taken", {"port": port})


def test_without_a_port_the_next_free_one_is_taken():
    first = bind("127.0.0.1", None)
    second = bind("127.0.0.1", None)
    try:
        ports = [sockets[0].getsockname()[1] for sockets in (first, second)]
        assert ports[0] >= 8866
        assert ports[1] > ports[0]
    finally:
        for each in first + second:
            each.close()


def test_an_address_that_is_not_this_machines_is_refused_in_words():
    with pytest.raises(EquitykitError) as refusal:
        bind("192.0.2.7", None)
    assert refusal.value.id == "ip_not_here"
