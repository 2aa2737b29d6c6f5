"""The tables of the catalogue, in SQL that SQLite and PostgreSQL share. Identifiers are the archive's own."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table

metadata = MetaData()

progress = Table(
    "progress",
    metadata,
    Column("format", Integer, primary_key=True),  # of these tables: another number is another catalogue
    Column("position", BigInteger, nullable=False),  # ledger entries seen
)

heads = Table(
    "heads",  # came later than the others: made when it is first written, so that an older catalogue goes on
    metadata,
    Column("position", BigInteger, primary_key=True),  # of the ledger, and
    Column("root", String, nullable=False),  # the root over its entries there: one row, the last head that was reached
)

origins = Table(
    "origins",  # came later too
    metadata,
    Column("origin", String, primary_key=True),  # of the ledger that is followed: one row
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("receipt", BigInteger, primary_key=True),  # ledger position at which it was received
    Column("id", String, nullable=False, index=True),
    Column("manifest", String, nullable=False, index=True),  # empty when the delivery had none
    Column("contractor", String, nullable=False),
    Column("received", String, nullable=False),  # UTC
    Column("counts", JSON, nullable=False),
    Column("outcome", String, nullable=False),  # of the last verdict; empty while there is none
    Column("verdict", String, nullable=False),  # digest of the verdict document
    Column("judged", String, nullable=False),
    Column("findings", JSON, nullable=False),  # how many, by severity
)

offices = Table(
    "offices",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", JSON, nullable=False),  # by language
    Column("division", String, nullable=False),
    Column("within", JSON, nullable=False),  # divisions above, nearest first
    Column("said_at", BigInteger, nullable=False),  # ledger position of the package that said so last
)

registers = Table(
    "registers",
    metadata,
    Column("id", String, primary_key=True),
    Column("series", String, nullable=False),
    Column("office", String, nullable=False),
    Column("regime", String, nullable=False),
    Column("event", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("copy", String, nullable=False),
    Column("head", String, nullable=False),  # the package at the head of its chain
    Column("head_at", BigInteger, nullable=False),
    Column("views", Integer, nullable=False),  # that stand, as are acts and mentions
    Column("acts", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Index("registers_by_office", "office", "year"),
    Index("registers_by_series", "series"),
)

packages = Table(
    "packages",
    metadata,
    Column("id", String, primary_key=True),
    Column("register", String, nullable=False, index=True),
    Column("series", String, nullable=False, index=True),
    Column("copy", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("delivery", String, nullable=False, index=True),
    Column("tagmanifest", String, nullable=False),
    Column("stored", String, nullable=False),  # UTC
    Column("stored_at", BigInteger, nullable=False),  # ledger position
    Column("readable", Boolean, nullable=False),  # False when its content could not be read
    Column("disposed", Boolean, nullable=False),  # and will not be, because it was disposed of
    Column("views", Integer, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("facts", JSON),  # schemas/facts.schema.json; null when unreadable
    Column("description", JSON),  # the register as delivered; null when unreadable
)

numbers = Table(
    "numbers",
    metadata,
    Column("package", String, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("series", String, nullable=False),
    Index("numbers_by_series", "series", "first", "last"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", String, primary_key=True),  # what a corrected key would mint
    Column("register", String, primary_key=True),
    Column("subject", String, nullable=False),  # the act or register that it stands for
)

audits = Table(
    "audits",
    metadata,
    Column("position", BigInteger, primary_key=True),
    Column("subject", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("time", String, nullable=False),  # UTC
    Column("counts", JSON, nullable=False),
    Column("digests", JSON, nullable=False),
)

proofs = Table(
    "proofs",
    metadata,
    Column("package", String, primary_key=True),
    Column("store", String, primary_key=True),  # main, or a replica's name
    Column("read", String, nullable=False),  # UTC: it was read whole then or later
    Column("outcome", String, nullable=False),  # intact, altered, missing
    Column("audit", BigInteger, nullable=False),  # ledger position of that audit
    Index("proofs_by_age", "store", "read"),
)
