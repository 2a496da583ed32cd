"""The room: Voilà, standalone, on this machine alone, behind a token.

It runs as its own server and never as an extension of a Jupyter server, where the socket
of a page would run any code that is sent to it.
"""

import hashlib
import hmac
import json
import shutil
import signal
import tempfile
from importlib.resources import files
from pathlib import Path

import tornado.httpserver
import tornado.ioloop
import tornado.web
from jupyter_server.auth.identity import IdentityProvider
from traitlets import Callable, List, Unicode
from voila.app import Voila
from voila.utils import get_page_config

from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.kernels.warm_parent_client import WarmParentClient
from equitykit.serve.addresses import address, bind, host_pattern, is_loopback
from equitykit.serve.browser import open_in_browser
from equitykit.serve.configuration import (
    HEADERS,
    IDLE_SECONDS,
    MOST_PAGES,
    room_configuration,
    transport,
)
from equitykit.serve.door import secrets_of
from equitykit.serve.page_routes import NotHere
from equitykit.serve.preloading import start_warm_parent
from equitykit.serve.routes import routes
from equitykit.storage.places import store_place


class Doorkeeper(IdentityProvider):
    """Lets in who has the token: from the address, or typed at the door. No names, no passwords."""

    cookie_options = {"httponly": True, "samesite": "Lax"}

    def process_login_form(self, handler):
        typed = handler.get_body_argument("password", "").strip()
        known = hmac.compare_digest(typed.encode(), self.token.encode())
        return self.generate_anonymous_user(handler) if known else None


class Room(Voila):
    """Voilà with our page, our routes and our rules."""

    name = "equitykit"
    language = Unicode("en")
    announce = Callable(help="Called with the address, token and all, once it answers.")
    sockets = List(help="Sockets that already listen.")

    # no configuration file of this machine loosens the room
    config_file_paths = []
    identity_provider_class = Doorkeeper

    def setup_template_dirs(self):
        super().setup_template_dirs()
        self.template_paths.insert(0, str(files("equitykit.serve").joinpath("template")))

    def init_handlers(self) -> list[tuple]:
        return routes(self)

    def start(self):
        self.connection_dir = tempfile.mkdtemp(prefix="equitykit-")
        self.config.PageKernel.transport = transport(self.connection_dir)
        self.app = tornado.web.Application(
            **self.init_settings(),
            headers=HEADERS,
            equitykit_language=self.language,
            default_handler_class=NotHere,
            log_function=_log_failures,
        )
        self.app.settings["equitykit_page_config"] = self.page_config()
        self.app.add_handlers(host_pattern(self.ip), self.init_handlers())
        self.listen()

    def page_config(self) -> dict:
        """What Voilà's script reads from a page: where its parts are, by their version."""
        config = get_page_config(
            base_url=self.base_url,
            settings=self.app.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        installed = json.dumps([config["appVersion"], config["federated_extensions"]])
        version = f"v-{hashlib.sha256(installed.encode()).hexdigest()[:12]}"
        for name in ("fullStaticUrl", "fullLabextensionsUrl"):
            config[name] = f"{config[name]}/{version}"
        return config

    def listen(self):
        server = tornado.httpserver.HTTPServer(self.app)
        server.add_sockets(self.sockets)
        self.ioloop = tornado.ioloop.IOLoop.current()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._handle_signal_stop)
        self.ioloop.add_callback(self.announce, address(self.ip, self.port, self.token))
        try:
            self.ioloop.start()
        finally:
            self.stop()

    def stop(self):
        """End all kernels, then remove their sockets."""
        self.ioloop.run_sync(self.kernel_manager.end_all)
        WarmParentClient.end()
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def _log_failures(handler) -> None:
    """Log a failure of ours without query, address or cookie; other requests leave no trace."""
    if handler.get_status() >= 500:
        handler.application.settings["equitykit"].log.error(
            "%s %s %s", handler.get_status(), handler.request.method, handler.request.path
        )


def _show(line: str) -> None:
    print(line, flush=True)


def serve(
    notebooks_folder: str | Path,
    *,
    data: str | Path,
    work_folder: str | Path,
    store: str | None = None,
    language: str = "en",
    port: int | None = None,
    ip: str = "127.0.0.1",
    open_browser: bool = True,
    most_pages: int = MOST_PAGES,
    idle_seconds: int = IDLE_SECONDS,
    show=_show,
) -> None:
    """Serve the notebooks of a folder as pages until the process is told to stop.

    Parameters
    ----------
    notebooks_folder : path
        The workbooks; nothing of the work folder may lie in it.
    data, work_folder : path
        The prepared data folder and the user's work folder; kernels learn of both.
    store : str, optional
        Where the record is: a file or a database's address, by default ``record.sqlite`` in
        the work folder. Such an address can hold a password: it goes to the kernels'
        environment and nowhere else, into no log and no page.
    language : str
        The language of pages whose address asks for none.
    port : int, optional
        Without one, the first free port from 8866 on.
    ip : str
        Anything but this machine's own address lets others in, and is warned of.
    most_pages : int
        How many pages may be open at the same time; each has a kernel of its own.
    idle_seconds : int
        After so long without its page a kernel ends. An open page keeps its kernel, however
        long a meeting talks over it.
    show : callable
        Gets each line for the person who started the server.

    Raises
    ------
    EquitykitError
        ``notebooks_missing``, ``port_taken``, ``no_free_port``, ``ip_not_here``
    """
    words = load_words(language)
    if not any(Path(notebooks_folder).glob("*.ipynb")):
        raise EquitykitError("notebooks_missing", folder=str(notebooks_folder))
    sockets = bind(ip, port)
    start_warm_parent()
    if not is_loopback(ip):
        show(words("serve.start.open_to_others", ip=ip))

    def announce(url: str) -> None:
        show(words("serve.start.address", address=url))
        if open_browser:
            open_in_browser(url)

    environment = {
        "EQUITYKIT_DATA": str(Path(data).resolve()),
        "EQUITYKIT_HOME": str(Path(work_folder).resolve()),
        "EQUITYKIT_LANGUAGE": language,
        "EQUITYKIT_STORE": store_place(store, Path(work_folder)),
    }
    door = secrets_of(Path(work_folder))
    room = Room.instance(
        announce=announce,
        config=room_configuration(
            environment, language, most_pages=most_pages, idle_seconds=idle_seconds
        ),
        ip=ip,
        language=language,
        log_level="ERROR",
        port=sockets[0].getsockname()[1],
        root_dir=str(Path(notebooks_folder).resolve()),
        sockets=sockets,
        token=door.token,
        cookie_secret=bytes.fromhex(door.cookie_secret),
    )
    room.initialize([])
    room.start()
