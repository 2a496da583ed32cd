"""Where the room is served, which names it answers to, and whether a request is our page's."""

import re
import socket
from errno import EACCES, EADDRINUSE
from urllib.parse import parse_qsl, urlencode, urlsplit

from tornado.netutil import bind_sockets

from equitykit.errors import EquitykitError

USUAL_PORT = 8866
FURTHER_PORTS = 50
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERY_ADDRESS = ("", "0.0.0.0", "::", "*")


def is_loopback(ip: str) -> bool:
    """Whether only this machine can reach the address."""
    return ip in ("127.0.0.1", "localhost", "::1")


def bind(ip: str, port: int | None) -> list[socket.socket]:
    """Return listening sockets on `port`, or on the first free one from 8866 on.

    Raises
    ------
    EquitykitError
        ``port_taken`` where `port` was asked for, ``no_free_port``, ``ip_not_here``
    """
    for candidate in [port] if port else range(USUAL_PORT, USUAL_PORT + FURTHER_PORTS):
        try:
            return bind_sockets(candidate, ip)
        except socket.gaierror:
            raise EquitykitError("ip_not_here", ip=ip) from None
        except OSError as problem:
            if not _is_taken(problem):
                raise EquitykitError("ip_not_here", ip=ip) from None
    if port:
        raise EquitykitError("port_taken", port=port)
    raise EquitykitError("no_free_port", first=USUAL_PORT, last=USUAL_PORT + FURTHER_PORTS - 1)


def _is_taken(problem: OSError) -> bool:
    # Windows answers 10013 or 10048
    return problem.errno in (EADDRINUSE, EACCES, 10013, 10048)


def address(ip: str, port: int, token: str) -> str:
    """The address to open: one name, also where the server listens on every address."""
    name = socket.gethostname() if ip in EVERY_ADDRESS else ip
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/?token={token}"


def host_names(ip: str) -> list[str]:
    """The names under which the server may be asked: this machine's, and no others.

    A page elsewhere whose name is made to point at this machine (DNS rebinding) sends its
    own name in the Host header, and so is not answered.
    """
    names = list(LOOPBACK)
    if ip in EVERY_ADDRESS:
        own = socket.gethostname()
        names += [own, socket.getfqdn(), *_addresses_of(own)]
    elif ip not in names:
        names.append(f"[{ip}]" if ":" in ip else ip)
    return list(dict.fromkeys(name.lower() for name in names))


def _addresses_of(name: str) -> list[str]:
    try:
        return socket.gethostbyname_ex(name)[2]
    except OSError:
        return []


def host_pattern(ip: str) -> str:
    """The regular expression of the names in :func:`host_names`, as Tornado matches hosts."""
    return "^(" + "|".join(re.escape(name) for name in host_names(ip)) + ")$"


def is_own_page(request) -> bool:
    """Whether a request says that it comes from a page of this very server.

    Browsers send Origin with every websocket and every POST; who sends none is no page.
    """
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.host and origin.startswith(("http://", "https://"))


def without_token(uri: str) -> str:
    """Return the path and query of `uri` without the token that let someone in."""
    parts = urlsplit(uri)
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name != "token"
    ]
    path = "/" + parts.path.lstrip("/")
    return path + ("?" + urlencode(query) if query else "")
