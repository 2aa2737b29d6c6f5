"""Files that stand alone are checked: each gets its verdict, under the profile of a tender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from os import cpu_count
from pathlib import Path

from archive import published
from archive.api.sources import delivery_source, loose_files
from archive.check.engine import rule
from archive.check.engine.report_limit import capped
from archive.check.examine import Nothing, Reference, examine
from archive.check.file_verdict import Answer, FileVerdict, judged, verdict_of
from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile, profile_of
from archive.check.profile.delivery_profile import SCHEMA as PROFILE_SCHEMA
from archive.check.profile.profile_faults import faults
from archive.check.rules.files.any import schema_named
from archive.check.schemas import Schemas
from archive.delivery.bags.contents import Holds, contents_of
from archive.delivery.documents import object_in
from archive.delivery.facts.batch import DeliveredRegister, FileFacts, Problem
from archive.delivery.facts.mime import CSV, JSON, XLSX, XML
from archive.delivery.measuring.measure import Progress, Role, measure_all
from archive.delivery.packed_archives.archives import ARCHIVES
from archive.delivery.pdf_files import pdfa
from archive.delivery.pdf_files.pdfa import PdfaJudge
from archive.delivery.port import DeliveredFile, DeliveryUnreadable, Source
from archive.delivery.receive import acts_of, receive, silent
from archive.delivery.xml_documents.xml import DOCTYPE
from archive.model.finding import Finding
from archive.model.json import InvalidJson, read_json
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit, UsageError
from khizana.language import Speaker
from khizana.outcome import Outcome
from khizana.resources import LANGUAGES
from khizana.service.intake.answers import FileChecked, FilesChecked, FindingTold
from khizana.service.intake.lists import lists_beside
from khizana.service.intake.nested_contents import Inside
from khizana.wiring.ingesting import pdfa_judge


def check_files(paths: Sequence[Path], profile: DeliveryProfile, progress: Progress) -> Outcome[FilesChecked]:
    """The verdicts on several files, or on a bag; exit code 3 when any of them is refused."""
    found = list(verdicts(paths, profile, progress, pdfa_judge()))
    refused = any(one.answer in (Answer.POLICY, Answer.INVALID) for one in found)
    files = (
        (FileChecked(one.path, str(one.answer), one.puid, one.findings), tuple(map(FindingTold.of, one.findings)))
        for one in found
    )
    return Outcome(FilesChecked(tuple(files)), Exit.FINDINGS if refused else Exit.DONE)


def is_bag(folder: Path) -> bool:
    """Whether a folder holds a bag and no delivery of ours."""
    entries = delivery_source(folder).listing()
    return contents_of([one.path for one in entries if isinstance(one, DeliveredFile)]).holds is Holds.BAG


def profile_at(path: Path | None) -> DeliveryProfile:
    """The profile of a tender in a file; the default one without. CannotWork when it cannot be read or breaks its schema."""
    if path is None:
        return DEFAULT
    try:
        written = read_json(path.read_bytes())
    except InvalidJson as error:
        raise CannotWork(tell("{path} is not JSON: {error}", path=path, error=error)) from None
    broken = next(Schemas(published.schemas()).violations(PROFILE_SCHEMA, written), None)
    if broken or not isinstance(written, dict):
        where = f"{broken.pointer or '/'}: {broken.rule} {broken.expected}" if broken else "not one object"
        raise CannotWork(
            tell(
                "{path} is no delivery profile ({where}): see schemas/delivery-profile.schema.json",
                path=path,
                where=where,
            )
        )
    profile = profile_of(written)
    wrong = next(faults(profile), None)
    if wrong:
        why = (
            "".join(f"; {Speaker(language).say(f'fixed.{wrong.fixed}')}" for language in LANGUAGES)
            if wrong.fixed
            else ""
        )
        raise CannotWork(
            tell(
                "{path} is no delivery profile ({said}{why}): docs/rules.md lists the rules and what they let one tune",
                path=path,
                said=wrong.said,
                why=why,
            )
        )
    return replace(profile, knowledge=lists_beside(path, written))


def verdicts(
    paths: Sequence[Path], profile: DeliveryProfile, progress: Progress, judge: PdfaJudge
) -> Iterator[FileVerdict]:
    """One verdict a path, in the order given. UsageError for a folder among several paths."""
    inside = Inside(profile, partial(_measured, judge=judge), partial(_examined, profile=profile, judge=judge))
    if len(paths) == 1 and paths[0].is_dir():
        yield inside.folder(paths[0], str(paths[0]))
        return
    if folder := next((path for path in paths if path.is_dir()), None):
        raise UsageError(
            tell("{folder} is a folder: check one delivery or bag at a time, or name files", folder=folder)
        )
    facts = _measured(loose_files(), [str(path) for path in paths], judge=judge, progress=progress)
    for path, measured in zip(paths, facts, strict=True):
        yield _verdict(path, measured, profile, inside)


def _verdict(path: Path, measured: FileFacts | Problem, profile: DeliveryProfile, inside: Inside) -> FileVerdict:
    own = judged(measured, profile)
    if isinstance(measured, Problem):
        return own
    declared = measured.mime == XML and measured.damage is not None and measured.damage.code == DOCTYPE
    if own.answer is Answer.INVALID and not declared:
        return own
    if measured.mime in ARCHIVES:
        return inside.archive(path, measured)
    if measured.mime == XML:
        more = list(inside.mets(delivery_source(path.parent), path.name))
        return verdict_of(own.path, own.puid, (*own.findings, *more), profile)
    if measured.mime in (JSON, CSV, XLSX):
        more = list(capped(rule.weighed(_as_schemas_say(loose_files(), measured), profile.rules)))
        return verdict_of(own.path, own.puid, (*own.findings, *more), profile)
    return own


def _as_schemas_say(source: Source, measured: FileFacts) -> Iterator[rule.Breach]:
    """Whether a document follows the schema that it names, and acts follow theirs."""
    schemas = published.schemas()
    if measured.path.lower().endswith(".json"):
        document = object_in(source, measured.path)
        if isinstance(document, dict):
            yield from schema_named.of_document(measured.path, document, Schemas(schemas))
        return
    acts = acts_of(source, DeliveredRegister(measured.path, {}, (), measured.path, {}, {}))
    yield from schema_named.of_acts(acts, Schemas(schemas))


def _measured(
    source: Source, paths: Sequence[str], *, judge: PdfaJudge, progress: Progress = silent
) -> Iterable[FileFacts | Problem]:
    """Every file as one that stands alone, the PDFs judged all at once."""
    roles = dict.fromkeys(paths, Role.SINGLE)
    found = list(measure_all(source, paths, roles, progress, cpu_count() or 1))
    answered = {
        one.path: one for one in pdfa.judged(source, (one for one in found if isinstance(one, FileFacts)), judge)
    }
    return [answered.get(one.path, one) if isinstance(one, FileFacts) else one for one in found]


def _examined(source: Source, *, profile: DeliveryProfile, judge: PdfaJudge) -> Iterable[Finding]:
    """The findings of a delivery that lies in an archive."""
    try:
        batch = receive(source, judge=judge)
    except DeliveryUnreadable as error:
        raise CannotWork(sentence(error)) from None
    reference = Reference(
        published.schemas(), published.countries(), Nothing(), profile=profile.rules, files=profile.files
    )
    return examine(batch, lambda register: acts_of(source, register), reference).findings
