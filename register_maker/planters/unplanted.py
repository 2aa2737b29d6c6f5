"""The codes of schemas/findings.json that no delivery of the maker raises, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_BAG = "it is a finding on a bag, and the maker makes deliveries"
_METS = "it is a finding on the METS of a package that others made, and the maker makes deliveries"
_HELD = "it needs an archive: take the same delivery in twice"
_PACKAGE = "it is a finding on a package: spoil one that is kept"
_REMARK = "it is a remark on what costs nothing, and the maker plants defects; the tests of files write it byte by byte"
_VERSION = "it is a finding on a new version of a register that is held, and the maker makes first deliveries"

NOT_PLANTED: Final[Mapping[str, str]] = {
    "ACT_EXISTS": _VERSION,
    "ACT_NAMED_TWICE": _VERSION,
    "ACT_NOT_HELD": _VERSION,
    "ACT_UNCHANGED": _VERSION,
    "ARCHIVE_DAMAGED": "it is a finding on a zip or tar that is judged alone; a delivery is a folder",
    "BAG_REFUSED_ELSEWHERE": _BAG,
    "BAGIT_TXT_INVALID": _BAG,
    "BYTE_ORDER_MARK": _BAG,
    "CHAIN_NOT_CHECKED": _VERSION,
    "COPIES_DIFFER": "it needs two paper copies of one register, and the maker scans one",
    "CORRECTION_WITHOUT_BASIS": _VERSION,
    "DELIVERY_TAKEN": "it needs an archive: hand two deliveries in under one identifier",
    "DELIVERY_REJECTED_BEFORE": "it needs an archive: hand the same refused delivery in twice",
    "DIVISION_MOVED": "it depends on the history in the list of divisions that the profile names",
    "FEWER_THAN_REPLACED": "it needs an archive that refused a delivery, and another that makes it good in part",
    "FILE_ALTERED": _PACKAGE,
    "HELD_NOT_COMPARED": "it needs an archive with a package that cannot be read",
    "KEY_NOT_UNIQUE": "it needs an archive into which two volumes with the same numbers came, which the check prevents",
    "LINE_ENDS": "such a table cannot be read at all, and hides whatever else is planted in it",
    "MARRIAGE_NOT_ANSWERED": "the maker's mentions of marriage cite the notaries' act, and no birth act of the spouse",
    "MENTION_VANISHED": _VERSION,
    "MERGED_CELLS": "it is a finding on a workbook, and the maker writes tables as CSV",
    "METS_CHECKSUM_MISMATCH": _METS,
    "METS_DANGLING_ID": _METS,
    "METS_EXTERNAL_REFERENCE": _METS,
    "METS_FILE_MISSING": _METS,
    "METS_FILE_UNREFERENCED": _METS,
    "METS_INVALID": _METS,
    "METS_MIMETYPE_MISMATCH": _METS,
    "METS_ORDER_GAP": _METS,
    "METS_SIZE_MISMATCH": _METS,
    "MODE_CHANGED": _PACKAGE,
    "MORE_FINDINGS": "it counts findings of another code that repeat in one file",
    "NOT_A_BAG": _BAG,
    "NUMBER_IN_OTHER_PART": "it needs another part of the same year with the same numbers",
    "OFFICE_OUTSIDE_LOT": "which offices a lot has stands in the profile of the tender",
    "OWNER_CHANGED": _PACKAGE,
    "OXUM_MISMATCH": _BAG,
    "PAGES_LOST": _VERSION,
    "PAGE_NOT_OF_REGISTER": _VERSION,
    "PDFA_NOT_CHECKED": "it says that no judge of PDF/A is installed",
    "REGION_NOT_HELD": _VERSION,
    "REGION_UNRESOLVED": _PACKAGE,
    "REGISTER_DISPOSED": _VERSION,
    "REGISTER_EXISTS": _HELD,
    "REGISTER_NOT_HELD": _VERSION,
    "REPLACES_NOT_REFUSED": "it needs an archive: what it refused before is what `replaces` may name",
    "STALE_PREDECESSOR": _VERSION,
    "STATEMENT_CHANGED": _VERSION,
    "STRUCTURE_REMARK": _REMARK,
    "SYSTEM_FILE": _REMARK,
    "UNREADABLE": "it needs a medium that fails, or rights that the maker has no need to take away",
    "VERSION_CHANGES_MORE": _VERSION,
    "VERSION_EMPTY": _VERSION,
    "VERSION_REGISTER_DIFFERS": _VERSION,
    "VIEW_NOT_HELD": _VERSION,
    "WEAK_ALGORITHM": _BAG,
}
