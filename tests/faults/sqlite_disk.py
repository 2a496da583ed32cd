"""What SQLite asks of the disk, seen and answered by a test: each write, truncation, sync, deletion.

A virtual file system is registered with the very SQLite library that Python's ``sqlite3`` uses.
It is the system's own one (https://www.sqlite.org/vfs.html) with four calls led through here.
Nothing in the package under test knows of it, and it needs no compiler.

The wal-index (``-shm``) is shared memory and never part of what survives, so it is left alone.
"""

import _sqlite3
import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass

# https://www.sqlite.org/rescode.html
FULL = 13
IOERR_WRITE = 10 | 3 << 8
IOERR_FSYNC = 10 | 4 << 8
IOERR_TRUNCATE = 10 | 6 << 8
IOERR_DELETE = 10 | 10 << 8
NOT_FOUND = 12


@dataclass(frozen=True)
class Operation:
    """One thing done to the disk; `kind`: create, write, truncate, sync, sync_folder or delete.

    `name` is the file's path; for ``sync_folder`` the folder's. `size` is set for ``truncate``.
    """

    kind: str
    name: str
    offset: int = 0
    data: bytes = b""
    size: int = 0


@dataclass(frozen=True)
class Refused:
    """The answer of a disk that is full or broken: SQLite's error code; half may be written."""

    code: int
    written: int = 0


Watcher = Callable[[Operation], Refused | None]


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        *(
            (name, c_void_p)
            for name in (
                "open delete access full_path dl_open dl_error dl_sym dl_close randomness sleep"
                " time last_error time64 set_system_call get_system_call next_system_call"
            ).split()
        ),
    ]


class _Methods(Structure):
    _fields_ = [
        ("version", c_int),
        *(
            (name, c_void_p)
            for name in (
                "close read write truncate sync size lock unlock is_locked control sector traits"
                " shm_map shm_lock shm_barrier shm_unmap fetch unfetch"
            ).split()
        ),
    ]


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN_FOLDER = CFUNCTYPE(c_int, c_void_p, POINTER(c_int), use_errno=True)
_SET_CALL = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_GET_CALL = CFUNCTYPE(c_void_p, c_void_p, c_char_p)


def _library() -> ctypes.CDLL:
    """The SQLite that Python's own module is linked with, wherever that is."""
    places = (getattr(_sqlite3, "__file__", None), None, "libsqlite3.so.0")
    for place in places:
        try:
            library = ctypes.CDLL(place)
            library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        except (OSError, AttributeError):
            continue
        return library
    raise RuntimeError("the SQLite inside this Python cannot be reached from a test")


class _Disk:
    """The registered file system. Made once: SQLite keeps pointers into it for good."""

    def __init__(self):
        self.library = _library()
        self.real = self.library.sqlite3_vfs_find(None)
        self.watcher: Watcher | None = None
        self.really_sync = False
        self.names: dict[int, str] = {}
        self.methods: dict[int, _Methods] = {}
        self.real_of: dict[int, _Methods] = {}
        self.vfs = _Vfs.from_buffer_copy(self.real.contents)
        self.vfs.name = b"watched"
        real = self.real.contents
        self.real_open, self.real_delete = _OPEN(real.open), _DELETE(real.delete)
        self.callbacks = [
            _OPEN(self.open), _DELETE(self.delete), _WRITE(self.write),
            _TRUNCATE(self.truncate), _SYNC(self.sync), _OPEN_FOLDER(self.open_folder),
        ]  # fmt: skip
        pointers = [ctypes.cast(each, c_void_p).value for each in self.callbacks]
        self.vfs.open, self.vfs.delete = pointers[:2]
        self.pointers = pointers[2:5]
        # the system's own file system opens a folder only to sync it
        address = ctypes.addressof(real)
        self.real_open_folder = _OPEN_FOLDER(
            _GET_CALL(real.get_system_call)(address, b"openDirectory")
        )
        _SET_CALL(real.set_system_call)(address, b"openDirectory", pointers[5])

    def ask(self, *operation, **more) -> Refused | None:
        return self.watcher(Operation(*operation, **more)) if self.watcher else None

    def open(self, vfs, name, file, flags, out):
        path = os.fsdecode(ctypes.string_at(name)) if name else None
        new = path is not None and not (os.path.exists(path) and os.path.getsize(path))
        if new and (refused := self.ask("create", path)):
            return refused.code
        answer = self.real_open(vfs, name, file, flags, out)
        methods = c_void_p.from_address(file)
        if path is not None and methods.value:
            self.names[file] = path
            methods.value = ctypes.addressof(self.led_here(methods.value))
        return answer

    def led_here(self, real: int) -> _Methods:
        if real not in self.methods:
            ours = _Methods.from_buffer_copy(_Methods.from_address(real))
            ours.write, ours.truncate, ours.sync = self.pointers
            self.methods[real] = ours
            self.real_of[ctypes.addressof(ours)] = _Methods.from_address(real)
        return self.methods[real]

    def real_methods(self, file: int) -> _Methods:
        return self.real_of[c_void_p.from_address(file).value]

    def write(self, file, data, size, offset):
        real = _WRITE(self.real_methods(file).write)
        refused = self.ask("write", self.names[file], offset, ctypes.string_at(data, size))
        if refused is None:
            return real(file, data, size, offset)
        if refused.written:
            real(file, data, min(refused.written, size), offset)
        return refused.code

    def truncate(self, file, size):
        refused = self.ask("truncate", self.names[file], size=size)
        return refused.code if refused else _TRUNCATE(self.real_methods(file).truncate)(file, size)

    def sync(self, file, flags):
        refused = self.ask("sync", self.names[file])
        if refused:
            return refused.code
        return _SYNC(self.real_methods(file).sync)(file, flags) if self.really_sync else 0

    def delete(self, vfs, name, sync_folder):
        path = os.fsdecode(ctypes.string_at(name))
        if os.path.exists(path) and (refused := self.ask("delete", path)):
            return refused.code
        return self.real_delete(vfs, name, sync_folder)

    def open_folder(self, name, out):
        path = os.fsdecode(ctypes.string_at(name))
        if self.ask("sync_folder", os.path.dirname(path)):
            ctypes.set_errno(errno.EIO)
            return NOT_FOUND
        return self.real_open_folder(name, out)


_disk: _Disk | None = None


@contextmanager
def watched(watcher: Watcher | None = None, really_sync: bool = False) -> Iterator[None]:
    """Tell `watcher` of each operation before it is done; what it refuses is not done.

    Connections that open a database inside the block are watched, in this process and in those
    forked from it. They must be closed before the block ends. Syncs only take time where the
    power of this computer stays on, so they are left out unless `really_sync`; the folder's are
    part of the files', and can be seen only with it.
    """
    global _disk
    if _disk is None:
        _disk = _Disk()
    _disk.watcher, _disk.really_sync = watcher, really_sync
    _disk.library.sqlite3_vfs_register(ctypes.byref(_disk.vfs), 1)
    try:
        yield
    finally:
        _disk.library.sqlite3_vfs_register(_disk.real, 1)
        _disk.library.sqlite3_vfs_unregister(ctypes.byref(_disk.vfs))
        _disk.watcher = None
