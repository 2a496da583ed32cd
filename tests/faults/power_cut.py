"""A disk that loses power: what was done to it is kept as a list, and images are made from that.

What was synced is on every image. What was not is lost, kept, halved or torn: drives write in
sectors and in any order. A file that was created or deleted is so for certain only after its
folder was synced.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from faults.sqlite_disk import Operation

SECTOR = 512
FATES = ("lost", "kept", "up_to", "some", "halved", "torn")


@dataclass
class DiskLog:
    """Everything done to the files of one folder, in order, and what was acknowledged when."""

    folder: Path
    steps: list[Operation | dict] = field(default_factory=list)

    def watch(self, operation: Operation) -> None:
        """A watcher that refuses nothing."""
        path = Path(operation.name)
        if path == self.folder or path.parent == self.folder:
            self.steps.append(operation)

    def say(self, said: dict) -> None:
        """The program was told by now that this is stored."""
        self.steps.append(said)

    def said_before(self, cut: int) -> list[dict]:
        """What was acknowledged before a cut."""
        return [step for step in self.steps[:cut] if isinstance(step, dict)]

    def any_cut(self, random: Random) -> int:
        """A point between two steps; every second one directly after an acknowledgement."""
        if random.random() < 0.5:
            return random.randrange(len(self.steps) + 1)
        said = [
            at for at, step in enumerate(self.steps) if isinstance(step, dict) and "what" in step
        ]
        return random.choice(said) + 1


class _File:
    def __init__(self):
        self.synced = bytearray()
        self.pending: list[Operation] = []

    def sync(self) -> None:
        for operation in self.pending:
            _do(self.synced, operation, operation.data)
        self.pending = []


def write_image(log: DiskLog, cut: int, fate: str, random: Random, folder: Path) -> None:
    """Write what a disk holds that lost power after `cut` steps into an empty folder."""
    files: dict[str, _File] = {}
    on_disk: dict[str, _File] = {}
    unsure: list[tuple[str, _File | None]] = []
    for step in log.steps[:cut]:
        if isinstance(step, dict):
            continue
        if step.kind == "sync_folder":
            _name(on_disk, unsure)
            unsure = []
        elif step.kind == "delete":
            files.pop(step.name, None)
            unsure.append((step.name, None))
        elif step.kind == "create":
            if step.name not in files:
                files[step.name] = _File()
                unsure.append((step.name, files[step.name]))
        elif step.kind == "sync":
            files[step.name].sync()
        else:
            files[step.name].pending.append(step)
    _name(on_disk, unsure[: _names_kept(len(unsure), fate, random)])
    for name, file in on_disk.items():
        (folder / Path(name).name).write_bytes(_after(file, fate, random))


def _names_kept(count: int, fate: str, random: Random) -> int:
    """File systems keep the order of what is done to a folder, so a first part of it is kept."""
    return {"lost": 0, "kept": count}.get(fate, random.randint(0, count))


def _name(on_disk: dict[str, _File], changes: list[tuple[str, _File | None]]) -> None:
    for name, file in changes:
        if file is None:
            on_disk.pop(name, None)
        else:
            on_disk[name] = file


def _after(file: _File, fate: str, random: Random) -> bytes:
    content = bytearray(file.synced)
    kept = {"lost": 0, "kept": len(file.pending)}.get(fate, random.randint(0, len(file.pending)))
    for at, operation in enumerate(file.pending):
        if fate in ("lost", "kept", "up_to"):
            data = operation.data if at < kept else None
        elif fate == "some" or operation.kind == "truncate":
            data = random.choice((operation.data, None))
        elif fate == "halved":
            data = random.choice((operation.data[: len(operation.data) // 2], None))
        else:
            _tear(content, operation, random)
            continue
        if data is not None:
            _do(content, operation, data)
    return bytes(content)


def _tear(content: bytearray, operation: Operation, random: Random) -> None:
    for start in range(0, len(operation.data), SECTOR):
        if random.random() < 0.5:
            part = operation.data[start : start + SECTOR]
            _put(content, operation.offset + start, part)


def _do(content: bytearray, operation: Operation, data: bytes) -> None:
    if operation.kind == "write":
        _put(content, operation.offset, data)
    elif len(content) > operation.size:
        del content[operation.size :]
    else:
        content.extend(bytes(operation.size - len(content)))


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if data and len(content) < offset:
        content.extend(bytes(offset - len(content)))  # a hole reads as zeros
    content[offset : offset + len(data)] = data
