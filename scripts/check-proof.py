"""Checks an inclusion proof with nothing of Khizana: check-proof.py PROOF VERIFIER-KEY. Needs Python and the openssl program."""

import base64
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

proof, key = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]).read_text().strip()
origin, key_id, public = key.split("+", 2)
head, _, note = proof.partition(b"\n\n")
header, extra, index, *path = head.decode().split("\n")
text, _, signatures = note.partition(b"\n\n")
name, size, root = text.decode().split("\n")
if header != "c2sp.org/tlog-proof@v1" or name != origin:
    sys.exit("this is no proof of an entry in the ledger of that key")

# The checkpoint is signed: Ed25519 over its text, a line a signature, the key's identifier first (C2SP signed-note).
lines = [line.split(" ") for line in signatures.decode().splitlines()]
mine = [base64.b64decode(line[2]) for line in lines if line[1] == origin]
mine = [content[4:] for content in mine if content[:4].hex() == key_id]
with tempfile.TemporaryDirectory() as folder:
    der, signed, signature = (Path(folder) / file for file in ("key.der", "text", "signature"))
    der.write_bytes(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(public)[1:])
    signed.write_bytes(text + b"\n")
    signature.write_bytes(mine[0] if mine else b"")
    openssl = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", der, "-in", signed]
    if subprocess.run([*openssl, "-sigfile", signature], stdout=subprocess.DEVNULL).returncode != 0:
        sys.exit("the key did not sign the checkpoint")

# The entry leads to the signed root (RFC 9162 section 2.1.3.2).
entry = base64.b64decode(extra.removeprefix("extra "))
found = hashlib.sha256(b"\x00" + entry).digest()
place, last = int(index.removeprefix("index ")), int(size) - 1
for sibling in map(base64.b64decode, path):
    if place % 2 or place == last:
        found = hashlib.sha256(b"\x01" + sibling + found).digest()
        while not place % 2 and place:
            place, last = place // 2, last // 2
    else:
        found = hashlib.sha256(b"\x01" + found + sibling).digest()
    place, last = place // 2, last // 2
if last != 0 or found != base64.b64decode(root):
    sys.exit("the entry is not in the ledger of that checkpoint")
sys.stdout.write(f"{entry.decode()}\n")
