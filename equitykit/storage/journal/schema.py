"""The tables of the record, the same in SQLite and PostgreSQL.

Texts that are hashed (times, bodies, lists of sequences) are stored as the very text that was
hashed: a database's own types would give them back in another spelling.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, MetaData, Table, Text

SCHEMA_VERSION = 2
RECORD_SCHEMA = 1

metadata = MetaData()

versions = Table(
    "journal_schema",
    metadata,
    Column("version", BigInteger, primary_key=True, autoincrement=False),
)

# One row for each team. `sequence` and `head` say what the last entry must be, so that entries
# cut off the end are missed. The row is what writers lock, and all that a page polls.
# `origin` is the stream that the chain began as: that of a fork is the chain of its origin.
streams = Table(
    "journal_streams",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("head", Text, nullable=False),
    Column("draft_version", BigInteger, nullable=False),
    Column("room_version", BigInteger, nullable=False),
    Column("origin", Text, nullable=False, server_default=""),
    Column("fork_of", Text),
)

# `replaces` names the entries that no longer stand since this one, such as "12" or "12,15".
# `body`, `reason` and `salt` are null, and `erased` a time, once the entry was erased.
entries = Table(
    "journal_entries",
    metadata,
    Column("stream", Text, ForeignKey("journal_streams.stream"), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("schema", BigInteger, nullable=False),
    Column("base", BigInteger, nullable=False),
    Column("replaces", Text, nullable=False),
    Column("amends", Text),
    Column("time", Text, nullable=False),
    Column("body", Text),
    Column("reason", Text),
    Column("salt", Text),
    Column("digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("erased", Text),
    Index("journal_entries_id", "stream", "id", unique=True),
    Index("journal_entries_subject", "stream", "subject", "sequence"),
)

# The projection: which entries stand now; `first` is when their subject first appeared.
standing = Table(
    "journal_standing",
    metadata,
    Column("stream", Text, ForeignKey("journal_streams.stream"), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("first", BigInteger, nullable=False),
)

drafts = Table(
    "journal_drafts",
    metadata,
    Column("stream", Text, ForeignKey("journal_streams.stream"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("field", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("base", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
)

# What is shown, blanked, timed: outside the chain, since it is nobody's record.
rooms = Table(
    "journal_rooms",
    metadata,
    Column("stream", Text, ForeignKey("journal_streams.stream"), primary_key=True),
    Column("state", Text, nullable=False),
)
