"""The tables of the projection. All of it is derived: a snapshot that disagrees with the signed ledger is made anew."""

from __future__ import annotations

FORMAT = 3
"""Counts up when the tables change, or what is folded into them: an earlier snapshot is folded anew."""

TABLES = (
    "head",
    "package",
    "document",
    "delivery",
    "verdict",
    "hold",
    "disposal",
    "person",
    "request",
    "policy",
    "audit",
    "reading",
    "repair",
    "declared",
    "latest",
    "later",
    "synced",
    "key_change",
    "tally",
    "actor",
)

BESIDE = ("stated",)
"""Tables of what documents say, which no fold of entries makes anew: kept as long as the snapshot is believed."""

SCHEMA = """
CREATE TABLE head (format INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, folded TEXT NOT NULL);
CREATE TABLE package (
  position INTEGER PRIMARY KEY,      -- of its entry in the ledger
  id TEXT NOT NULL,
  register TEXT NOT NULL,
  numbering TEXT NOT NULL,           -- series and copy: the acts of its parts are numbered in one run
  tagmanifest TEXT NOT NULL,
  manifest TEXT NOT NULL,            -- of the delivery
  delivery TEXT NOT NULL,
  stored TEXT NOT NULL,              -- UTC
  views INTEGER NOT NULL, pages INTEGER NOT NULL, acts INTEGER NOT NULL, mentions INTEGER NOT NULL,
  payload_files INTEGER NOT NULL, payload_bytes INTEGER NOT NULL,
  gone INTEGER                       -- position of the entry that disposed of it, NULL while its content is held
);
CREATE UNIQUE INDEX package_id ON package (id);
CREATE INDEX package_register ON package (register);
CREATE INDEX package_numbering ON package (numbering);
CREATE INDEX package_manifest ON package (manifest);
CREATE INDEX package_gone ON package (gone) WHERE gone IS NOT NULL;
CREATE TABLE document (digest TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;  -- of the first entry that names it
CREATE TABLE delivery (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL, manifest TEXT NOT NULL, contractor TEXT NOT NULL, received TEXT NOT NULL,
  registers INTEGER NOT NULL, files INTEGER NOT NULL, bytes INTEGER NOT NULL
);
CREATE INDEX delivery_id ON delivery (id);
CREATE INDEX delivery_manifest ON delivery (manifest);
CREATE TABLE verdict (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL, manifest TEXT NOT NULL, outcome TEXT NOT NULL, digest TEXT NOT NULL,
  judged TEXT NOT NULL
);
CREATE INDEX verdict_id ON verdict (id);
CREATE INDEX verdict_manifest ON verdict (manifest);
CREATE TABLE hold (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE disposal (
  register TEXT PRIMARY KEY, tombstone TEXT NOT NULL, request TEXT NOT NULL, done INTEGER NOT NULL, position INTEGER NOT NULL
);
CREATE TABLE person (position INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, until INTEGER);
CREATE TABLE request (digest TEXT PRIMARY KEY, position INTEGER NOT NULL, closed INTEGER);
CREATE TABLE policy (position INTEGER NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (kind, country)) WITHOUT ROWID;
CREATE TABLE audit (
  position INTEGER PRIMARY KEY, subject TEXT NOT NULL, store TEXT NOT NULL, scope TEXT NOT NULL, outcome TEXT NOT NULL,
  recorded TEXT NOT NULL, verdicts TEXT NOT NULL,  -- digest of what was found package by package, empty where nothing was kept
  report TEXT NOT NULL, finished INTEGER NOT NULL, -- digest of its report or empty, and 0 when it was stopped before its end
  taken INTEGER NOT NULL  -- 1 when that document is in `reading`, 2 when the time of this entry was declared false
);
CREATE TABLE reading (                             -- the last look at a package in a store
  store TEXT NOT NULL, package INTEGER NOT NULL, began TEXT NOT NULL, outcome TEXT NOT NULL, audit INTEGER NOT NULL,
  PRIMARY KEY (store, package)
) WITHOUT ROWID;
CREATE TABLE repair (
  position INTEGER PRIMARY KEY, subject TEXT NOT NULL, store TEXT NOT NULL, outcome TEXT NOT NULL, time TEXT NOT NULL
);
CREATE INDEX repair_subject ON repair (subject);
CREATE TABLE declared (position INTEGER PRIMARY KEY);            -- entries whose time two people declared false
CREATE TABLE latest (position INTEGER PRIMARY KEY, time TEXT NOT NULL);  -- the entries with the latest times
CREATE TABLE later (                               -- entries about a package or register after it was stored, and not of all
  subject TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (subject, position)) WITHOUT ROWID;
CREATE TABLE synced (position INTEGER PRIMARY KEY, replica TEXT NOT NULL);  -- a replica lacked nothing
CREATE TABLE key_change (position INTEGER PRIMARY KEY, verifier TEXT NOT NULL);
CREATE TABLE tally (type TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE actor (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE stated (manifest TEXT PRIMARY KEY, replaces TEXT NOT NULL) WITHOUT ROWID;  -- of deliveries, as they say themselves
"""
