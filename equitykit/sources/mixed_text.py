"""Files put together of two exports, each with its own way of writing letters."""

import re

_ASCII = bytes(range(128))
_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def in_one_encoding(data: bytes) -> tuple[bytes, int | None]:
    """The bytes, and the first row that is not written as the rows before it.

    A file put together of two exports can be UTF-8 in one part and Windows-1252 in the other:
    read as either, half of the names of groups and schools are wrong. Such a file is written
    anew in UTF-8; any other stays as it is.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:200] or not _may_be_mixed(data):
        return data, None
    lines, mixed, many_bytes = data.split(b"\n"), None, False
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            many_bytes = True
        except UnicodeDecodeError:
            lines[number - 1] = line.decode("cp1252", errors="replace").encode("utf-8")
            mixed = mixed or number
    return (b"\n".join(lines), mixed) if many_bytes else (data, None)


def _may_be_mixed(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 as a whole hold letters that are."""
    high = set(data.translate(None, _ASCII))
    if not any(0x80 <= byte <= 0xBF for byte in high):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _LETTER.search(data) is not None
    return False
