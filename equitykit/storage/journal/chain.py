"""The chain that shows whether somebody changed, moved or took away an entry.

Each entry's hash covers its envelope, the digest of its body and the hash of the entry before
it. The digest is salted: once body and salt are erased nobody can find the text by guessing,
and the chain still holds. The chain shows a later change to whoever keeps a copy of a hash; it
cannot stop somebody who rewrites the whole store.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from hashlib import sha256


def canonical(value) -> str:
    """The one spelling of a JSON value that is hashed and stored."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def new_salt() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def digest_of(salt: str, body: str, reason: str) -> str:
    """Salted digest of what people wrote: the body of an entry and the reason for it."""
    return sha256(canonical([salt, body, reason]).encode()).hexdigest()


def first_hash(origin: str) -> str:
    """What stands before the first entry of a stream that began as `origin`."""
    return sha256(f"equitykit journal {origin}".encode()).hexdigest()


def hash_of(previous: str, row: dict) -> str:
    """Hash of an entry's row, which follows the entry whose hash is `previous`."""
    envelope = [
        previous,
        row["sequence"],
        row["id"],
        row["subject"],
        row["kind"],
        row["schema"],
        row["base"],
        row["replaces"],
        row["amends"],
        row["time"],
        row["digest"],
    ]
    return sha256(canonical(envelope).encode()).hexdigest()


def broken_links(rows: Iterable[dict], origin: str) -> Iterator[tuple[str, int]]:
    """What is wrong with the entries of a stream: pairs of a problem's id and a sequence.

    Each entry is judged by the hash that the one before it claims to have, so that one change
    is told once, where it was made.
    """
    previous, expected = first_hash(origin), 1
    for row in rows:
        if row["sequence"] != expected:
            yield "entries_missing", expected
        elif row["hash"] != hash_of(previous, row):
            yield "envelope_changed", expected
        if row["body"] is not None:
            if row["digest"] != digest_of(row["salt"] or "", row["body"], row["reason"] or ""):
                yield "text_changed", row["sequence"]
        elif row["erased"] is None:
            yield "text_missing", row["sequence"]
        previous, expected = row["hash"], row["sequence"] + 1
