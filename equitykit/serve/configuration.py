"""How our Voilà differs from the one that is installed, and why; no file can loosen it."""

import os
from uuid import UUID

from traitlets.config import Config

from equitykit.content.texts import load_words
from equitykit.serve.kernels import OwnPython, PageKernels
from equitykit.serve.notebook_page import dress, remember_problem

CELL_SECONDS = 120
START_SECONDS = 60
IDLE_SECONDS = 6 * 3600
CULL_INTERVAL_SECONDS = 300
MOST_PAGES = 40
# macOS takes the fewest characters, and ends the name with a zero
LONGEST_SOCKET_NAME = 103

# the scripts of other packages that happen to be installed stay off the page
EXTENSIONS = [
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]

# the browser itself refuses whatever is on another host; Voilà's scripts need the rest
CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "object-src 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "equitykit",
}


def room_configuration(
    environment: dict[str, str],
    language: str,
    *,
    most_pages: int = MOST_PAGES,
    idle_seconds: int = IDLE_SECONDS,
) -> Config:
    """Return the whole configuration of a room.

    `environment` is what each kernel is told (:mod:`equitykit.serve.kernels`).
    """
    configuration = Config()
    configuration.VoilaConfiguration = Config(
        # an unknown template name in the address would hang and leak a kernel
        allow_template_override="NO",
        allow_theme_override="NO",
        extension_allowlist=EXTENSIONS,
        # Voilà serves pictures of the folder to anyone; the room has no such route at all
        file_allowlist=[],
        kernel_spec_manager_class=OwnPython,
        multi_kernel_manager_class=PageKernels,
        prelaunch_hook=dress,
        show_tracebacks=False,
        strip_sources=True,
        template="lab",
    )
    configuration.VoilaExecutor = Config(
        on_cell_error=remember_problem, startup_timeout=START_SECONDS, timeout=CELL_SECONDS
    )
    configuration.KernelProvisionerFactory.default_provisioner_name = "equitykit-fork"
    configuration.PageKernels = Config(
        allow_tracebacks=False,
        # beacons are lost when a browser crashes; an open tab that is talked over stays
        cull_connected=False,
        cull_idle_timeout=idle_seconds,
        cull_interval=max(1, min(CULL_INTERVAL_SECONDS, idle_seconds // 3)),
        most_pages=most_pages,
        room_environment={"EQUITYKIT_LIVE": "1", **environment},
    )
    configuration.PageKernel = Config(
        # a restarted kernel is empty and says nothing: a dead one is told of on the page
        autorestart=False,
        traceback_replacement_message=load_words(language)("serve.cell.failed"),
    )
    return configuration


def transport(connection_folder: str) -> str:
    """How pages' kernels are reached: by sockets in a folder that only this user may open.

    Where the system has none, or the folder's name is too long for their names, by
    ports of this machine, signed with a key.
    """
    name = os.path.join(connection_folder, f"kernel-{UUID(int=0)}-ipc-5")
    return "ipc" if os.name == "posix" and len(os.fsencode(name)) <= LONGEST_SOCKET_NAME else "tcp"
