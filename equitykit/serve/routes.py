"""Every address that the room answers, and nothing else: no list of files, no contents.

The list is written out here, so that a route which a newer library adds does not come in
by itself. The tests walk through it and ask each address without a token.
"""

import re

from jupyter_server.base.handlers import FileFindHandler, JupyterHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado import web
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

from equitykit.serve.kernel_routes import KernelModel, KernelSocket, Leave, Pulse
from equitykit.serve.page_routes import Door, Home, NotebookPage, Short

# the page names the version of the scripts, so a browser may keep them until it changes
VERSION = r"(?:v-\w+/)?"
KEPT = "private, max-age=31536000, immutable"
KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class _LoginFirst:
    """Files of the libraries hold no secret, but who is not let in needs none of them."""

    @web.authenticated
    def get(self, path, include_body=True):
        return super().get(path, include_body)

    @web.authenticated
    def head(self, path):
        return super().head(path)

    def set_headers(self):
        super().set_headers()
        if re.match(rf"/voila/\w+/{VERSION[:-1]}", self.request.path):
            self.set_header("Cache-Control", KEPT)


class TemplateFiles(_LoginFirst, JupyterHandler, TemplateStaticFileHandler):
    """Voilà's scripts and styles."""

    @classmethod
    def get_absolute_path(cls, root, path):
        # Voilà takes the path apart without looking whether it has that many parts
        if ".." in path or path.count("/") < 2:
            raise web.HTTPError(404)
        return super().get_absolute_path(root, path)


class StaticFiles(_LoginFirst, JupyterHandler, MultiStaticFileHandler):
    """Voilà's main script."""


class ThemeFiles(_LoginFirst, ThemesHandler):
    """The colors of JupyterLab's controls."""


class ExtensionFiles(_LoginFirst, FileFindHandler):
    """The scripts of the widgets."""


def routes(room) -> list[tuple]:
    """Return the routes of a room: pattern, handler, what the handler needs."""
    pages = {
        "voila_configuration": room.voila_configuration,
        "template_paths": room.template_paths,
        "config": room.config,
    }
    themes = {
        "themes_url": "/voila/api/themes",
        "path": room.themes_dir,
        "labextensions_path": room.labextensions_path,
        "no_cache_paths": ["/"],
    }
    extensions = {"path": room.labextensions_path, "no_cache_paths": ["/"]}
    return [
        (r"/", Home),
        (r"/login", Door),
        (r"/([\w-]+)", Short, {"folder": room.root_dir}),
        (r"/voila/render/([\w-]+\.ipynb)", NotebookPage, pages),
        (rf"/voila/api/pulse/{KERNEL}", Pulse),
        (rf"/voila/api/shutdown/{KERNEL}", Leave),
        (rf"/api/kernels/{KERNEL}", KernelModel),
        (rf"/api/kernels/{KERNEL}/channels", KernelSocket),
        (r"/voila/templates/(.*)", TemplateFiles),
        (rf"/voila/static/{VERSION}(.*)", StaticFiles, {"paths": room.static_paths}),
        (r"/voila/api/themes/(.*)", ThemeFiles, themes),
        (rf"/voila/labextensions/{VERSION}(.*)", ExtensionFiles, extensions),
    ]
