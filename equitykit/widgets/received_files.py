"""A file that a person chose in the page, as it comes to the kernel in parts.

A socket takes messages of a few megabytes at most, so that a file is cut into parts. Nothing
of it touches the disk.
"""

from equitykit.errors import EquitykitError
from equitykit.widgets.field_change import FileMessage

MOST_BYTES = 20_000_000
MOST_BYTES_OF_A_PART = 1_000_000


class ReceivedFiles:
    """The file that is coming in, one at a time: a new one takes the place of the last."""

    def __init__(self):
        self._id = ""
        self._size = 0
        self._content = bytearray()

    def add(self, message: FileMessage, buffers) -> int:
        """Take the next part; returns how many bytes are here now.

        Raises
        ------
        EquitykitError
            ``live_file_too_large``, or ``live_message_wrong`` for a part that is not the next
        """
        if message.size > MOST_BYTES:
            raise EquitykitError("live_file_too_large", most=MOST_BYTES // 1_000_000)
        if message.start == 0:
            self._id, self._size, self._content = message.id, message.size, bytearray()
        if (self._id, self._size, len(self._content)) != (message.id, message.size, message.start):
            raise EquitykitError("live_message_wrong")
        part = bytes(buffers[0]) if buffers and len(buffers) == 1 else b""
        whole = len(self._content) + len(part) <= self._size
        if not whole or not (part or self._size == 0) or len(part) > MOST_BYTES_OF_A_PART:
            raise EquitykitError("live_message_wrong")
        self._content += part
        return len(self._content)

    def take(self, id: str) -> bytes:
        """The whole file, once.

        Raises
        ------
        EquitykitError
            ``live_file_gone`` where it has not come, or not all of it
        """
        if not id or id != self._id or len(self._content) != self._size:
            raise EquitykitError("live_file_gone")
        content, self._id, self._content = bytes(self._content), "", bytearray()
        return content
