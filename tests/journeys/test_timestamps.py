"""Checkpoints are stamped by a real authority (`openssl ts` on loopback), and a stamp that does not hold is found."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from khizana.errors import CannotWork
from khizana.service.ledger_proofs.authority import ask
from tests.support.authority import Authority, answer, authority, certified, served
from tests.support.books import Book, made_book
from tests.support.mutate import flip

pytestmark = pytest.mark.judge


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = made_book(tmp_path / "archive")
    made.grow(20)
    return made


@pytest.fixture
def stamping(tmp_path: Path):
    with authority(tmp_path / "authority") as running:
        yield running


def stamp(book: Book, stamping: Authority) -> Path:
    made = book.ask("timestamp", "--authority", stamping.url, "--ca", stamping.ca)
    assert made.code == 0, made.err
    return Path(made.json["file"])


def test_a_checkpoint_is_stamped_and_the_stamp_verified(book: Book, stamping: Authority) -> None:
    stamp(book, stamping)
    book.grow(5)

    verified = book.verify("--ca", stamping.ca)
    assert verified.code == 0, verified.out
    assert [(one["size"], one["verified"]) for one in verified.json["stamps"]] == [(21, True)]


def test_without_the_certificate_a_stamp_is_said_to_be_unverified(book: Book, stamping: Authority) -> None:
    stamp(book, stamping)

    assert book.verify().json["stamps"][0]["verified"] is False


def test_openssl_accepts_what_is_kept(book: Book, stamping: Authority) -> None:
    response = stamp(book, stamping)

    command = ["openssl", "ts", "-verify", "-in", response, "-data", response.with_suffix(".checkpoint")]
    judged = subprocess.run([*command, "-CAfile", stamping.ca], capture_output=True, text=True)
    assert "Verification: OK" in judged.stdout + judged.stderr


def test_a_stamp_of_another_authority_does_not_hold(tmp_path: Path, book: Book, stamping: Authority) -> None:
    stamp(book, stamping)
    other = certified(tmp_path / "other", "Another")

    found = book.verify("--ca", other)
    assert found.code == 3
    assert "the time stamp does not hold" in found.json["problem"]


@pytest.mark.parametrize("suffix", [".tsr", ".checkpoint"])
def test_an_altered_stamp_or_checkpoint_is_found(book: Book, stamping: Authority, suffix: str) -> None:
    flip(stamp(book, stamping).with_suffix(suffix), -20)

    assert book.verify("--ca", stamping.ca).code == 3


def test_a_stamp_proves_against_a_ledger_that_was_cut_short(tmp_path: Path, book: Book, stamping: Authority) -> None:
    shutil.copytree(book.root, tmp_path / "before")
    book.grow(5)
    stamp(book, stamping)
    shutil.copytree(book.ledger / "stamped", tmp_path / "before" / "ledger" / "stamped")

    found = Book(tmp_path / "before").verify("--ca", stamping.ca)
    assert found.code == 3
    assert "entries were cut off" in found.json["problem"]


def test_an_authority_that_refuses_is_heard(tmp_path: Path, book: Book, stamping: Authority) -> None:
    config = tmp_path / "authority" / "openssl.cnf"
    config.write_text(config.read_text().replace("digests = sha256, sha512", "digests = sha512"))

    refused = book.ask("timestamp", "--authority", stamping.url, "--ca", stamping.ca)
    assert refused.code == 1
    assert "the authority refused (rejection)" in refused.err
    assert not (book.ledger / "stamped").exists()


def test_an_answer_to_an_earlier_question_is_not_taken(tmp_path: Path, book: Book, stamping: Authority) -> None:
    stamp(book, stamping)
    old = (tmp_path / "authority" / "reply").read_bytes()

    class Replaying(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self, old)

        def log_message(self, *_: object) -> None:
            """Nothing on the tests' screen."""

    with served(Replaying) as url:
        refused = book.ask("timestamp", "--authority", url, "--ca", stamping.ca)
    assert refused.code == 1
    assert "Nonce mismatch" in refused.err


def test_a_web_page_is_no_authority(book: Book, stamping: Authority) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self, b"<p>hello</p>", "text/html")

        def log_message(self, *_: object) -> None:
            """Nothing on the tests' screen."""

    with served(Page) as url:
        refused = book.ask("timestamp", "--authority", url, "--ca", stamping.ca)
    assert refused.code == 1
    assert "with text/html" in refused.err


def test_silence_is_not_waited_for_without_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        with pytest.raises(CannotWork, match="did not answer: timed out"):
            ask(url, b"", seconds=0.5)


def test_one_that_drips_is_not_waited_for_without_end() -> None:
    class Dripping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            while not stop.wait(0.1):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Nothing on the tests' screen."""

    stop = threading.Event()
    with served(Dripping) as url:
        try:
            with pytest.raises(CannotWork, match="did not answer"):
                ask(url, b"", seconds=1)
        finally:
            stop.set()


@pytest.mark.parametrize("url", ["ftp://tsa.example/", "tsa.example", "file:///etc/passwd", "https://"])
def test_an_address_must_be_one(book: Book, stamping: Authority, url: str) -> None:
    assert book.ask("timestamp", "--authority", url, "--ca", stamping.ca).code == 2


def test_a_certificate_must_be_one(book: Book, stamping: Authority) -> None:
    refused = book.ask("timestamp", "--authority", stamping.url, "--ca", book.key)

    assert refused.code == 1
    assert "holds no certificate" in refused.err
