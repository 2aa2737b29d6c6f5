"""What lies outside an archive, as ports: deliveries, single files, a lone package, a judge of PDF/A, facts measured before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.delivery.folder import FolderSource
from archive.delivery.loose_files import LooseFiles
from archive.delivery.measuring.measured_cache import Memory
from archive.delivery.pdf_files.pdfa import NoJudge, PdfaJudge
from archive.delivery.pdf_files.verapdf import VeraPdf
from archive.delivery.port import Source
from archive.store.folder_store.folder_package import FolderPackage
from archive.store.port import PackageFiles


def delivery_source(folder: Path) -> Source:
    """The files below a folder."""
    return FolderSource(folder)


def loose_files() -> Source:
    """Files by their paths on this machine."""
    return LooseFiles()


def package_in(folder: Path) -> PackageFiles:
    """A package that lies somewhere by itself, outside any store."""
    return FolderPackage(folder.absolute())


def verapdf(program: Path | None = None) -> PdfaJudge:
    """The veraPDF that is named, else the one on the PATH; no judge where there is none."""
    return VeraPdf.found(program) or NoJudge()


@contextmanager
def remembering(cache: Path | None) -> Iterator[Memory | None]:
    """What was measured by an earlier run, where the user names a folder for it."""
    if cache is None:
        yield None
        return
    from archive.delivery.measuring.kept_facts import KeptFacts, software

    memory = KeptFacts(cache, software())
    try:
        yield memory
    finally:
        memory.close()
