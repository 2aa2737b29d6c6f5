"""Every rule, listed by hand under its stage: what is not here is not asked, and no finding has a code that is not here.

A rule is a module with one question: its `RULES` are the findings that the question may raise, its function is that of the stage.
One that has nothing to ask of what it is shown answers None.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from archive.check.act_view import ActView
from archive.check.capped import MORE_FINDINGS
from archive.check.delivery_profile import FileProfile
from archive.check.delivery_view import DeliveryView
from archive.check.foreign_view import ForeignView
from archive.check.piles import Group, Pile
from archive.check.register_view import RegisterView
from archive.check.rule import Found, Judge, Profile, Rule
from archive.check.rules import kept
from archive.check.rules.acts import (
    act_event,
    act_held,
    act_schema,
    after_cancellation,
    age_at_death,
    date_impossible,
    death_before_birth,
    declarant_relation,
    division_moved,
    division_valid,
    divorce_alone,
    duplicate_number,
    event_after_act,
    event_far,
    father_age,
    future,
    given_name_unknown,
    given_names_many,
    hijri_differs,
    hijri_impossible,
    judgement_incomplete,
    late_declaration,
    mention_before_act,
    mention_reference,
    mention_supersedes,
    mention_twice,
    mention_unsigned,
    mentions_unordered,
    mother_age,
    name_characters,
    name_empty,
    name_script,
    name_spellings,
    outside_year,
    place_listed,
    presumed_day,
    region,
    regions,
    sex_of_name,
    surname_of_father,
    title_in_name,
    twin_alone,
    weekday,
    words_differ,
)
from archive.check.rules.base import (
    births_close,
    death_answered,
    death_mentioned,
    deaths_of_birth,
    key_unique,
    linked_differs,
    linked_missing,
    linked_not_held,
    marriage_answered,
    person_twice,
)
from archive.check.rules.deliveries import (
    checksum,
    counts,
    documents,
    duplicate_image,
    known,
    office_outside_lot,
    presence,
    register_twice,
    resubmitted,
    unparsed,
    unused,
    year_hole,
)
from archive.check.rules.files import (
    blank,
    colour,
    extension,
    one_page,
    pdf_actions,
    pdf_attachments,
    pdfa,
    pixels,
    reading,
    resolution_agrees,
    resolution_enough,
    resolution_equal,
    resolution_stated,
    structure,
    trailing,
)
from archive.check.rules.foreign import bag, mets
from archive.check.rules.registers import (
    acts_contradicted,
    acts_count,
    acts_file,
    blank_between,
    closing_absent,
    dates_order,
    first_number,
    hijri_years,
    indicator_outlier,
    january,
    last_number,
    nil,
    number_gap,
    office_validity,
    pages_beyond,
    pages_contradicted,
    pages_missing,
    reading_order,
    register_held,
    shelf_mark,
    statement_imaged,
    suffix,
    transcriptions,
    view_without_act,
    views,
    year,
)
from archive.check.rules.versions import (
    acts_for_reason,
    brings,
    description_for_reason,
    mentions_kept,
    named_acts,
    predecessor,
    rescanned,
    same_register,
    transcribed,
)
from archive.check.schemas import Schemas
from archive.check.whole_base import Base
from archive.delivery.batch import DeliveredAct, FileFacts


class Listed(Protocol):
    """A module that says which findings it may raise."""

    @property
    def RULES(self) -> tuple[Rule, ...]: ...


class FileRule(Listed, Protocol):
    """A question about one measured file."""

    def judge(self, facts: FileFacts, wanted: FileProfile, /) -> Iterable[Found]: ...


class DeliveryRule(Listed, Protocol):
    """A question about what came together."""

    def judge(self, delivery: DeliveryView, profile: Profile, /) -> Iterable[Found] | None: ...


class RegisterRule(Listed, Protocol):
    """A question about a register, a version or their acts; its judge is shown each act."""

    def over(self, register: RegisterView, profile: Profile, /) -> Judge[ActView] | None: ...


class SoundnessRule(Listed, Protocol):
    """A question about an act before it can be taken apart; the register is None where its description is unsound."""

    def before(self, act: DeliveredAct, register: RegisterView | None, schemas: Schemas, /) -> Iterable[Found]: ...


class BaseRule(Listed, Protocol):
    """A question about the acts of the whole base that lie together in one pile."""

    PILE: Pile

    def judge(self, group: Group, base: Base, profile: Profile, /) -> Iterable[Found]: ...


class ForeignRule(Listed, Protocol):
    """A question about what others packed."""

    def judge(self, foreign: ForeignView, profile: Profile, /) -> Iterable[Found]: ...


FILES: tuple[FileRule, ...] = (reading, extension)
"""Rules on any file: is it whole, and what it claims?"""

PAGES: tuple[FileRule, ...] = (
    pixels,
    resolution_stated,
    resolution_enough,
    resolution_equal,
    resolution_agrees,
    colour,
    one_page,
    trailing,
    structure,
    pdfa,
    pdf_actions,
    pdf_attachments,
)
"""Rules on a file that a register shows: is it what the profile asks for?"""

WRITTEN: tuple[FileRule, ...] = (blank,)
"""Rules on a page that is said to show text."""

DELIVERIES: tuple[DeliveryRule, ...] = (
    resubmitted,
    unparsed,
    presence,
    unused,
    checksum,
    duplicate_image,
    documents,
    known,
    register_twice,
)
"""Rules on files and registers that came together; the cheap ones, before any act is read."""

TOTALS: tuple[DeliveryRule, ...] = (year_hole, office_outside_lot, counts)
"""Rules on registers that came together, once all acts have passed."""

DESCRIPTIONS: tuple[RegisterRule, ...] = (acts_file, views, transcriptions)
"""Rules on what a description says by itself, of a version as of a whole volume."""

REGISTERS: tuple[RegisterRule, ...] = (
    register_held,
    statement_imaged,
    pages_missing,
    pages_beyond,
    pages_contradicted,
    last_number,
    acts_count,
    first_number,
    year,
    hijri_years,
    closing_absent,
    nil,
    office_validity,
    blank_between,
    shelf_mark,
    number_gap,
    acts_contradicted,
    reading_order,
    suffix,
    view_without_act,
    dates_order,
    january,
    indicator_outlier,
)
"""Rules on a volume, its pages and the run of its acts."""

ACTS: tuple[RegisterRule, ...] = (
    regions,
    duplicate_number,
    act_held,
    region,
    date_impossible,
    hijri_impossible,
    hijri_differs,
    weekday,
    words_differ,
    event_after_act,
    event_far,
    late_declaration,
    judgement_incomplete,
    outside_year,
    mention_before_act,
    death_before_birth,
    mother_age,
    father_age,
    age_at_death,
    presumed_day,
    future,
    name_script,
    name_characters,
    name_spellings,
    surname_of_father,
    sex_of_name,
    given_name_unknown,
    name_empty,
    given_names_many,
    title_in_name,
    divorce_alone,
    twin_alone,
    after_cancellation,
    declarant_relation,
    division_valid,
    place_listed,
    division_moved,
    mention_reference,
    mention_unsigned,
    mention_twice,
    mention_supersedes,
    mentions_unordered,
)
"""Rules on each act: where it stands, its dates, names, people, places, mentions."""

SOUNDNESS: tuple[SoundnessRule, ...] = (act_schema, act_event)
"""Rules on each act that must hold before any other is asked."""

VERSIONS: tuple[RegisterRule, ...] = (
    predecessor,
    same_register,
    rescanned,
    transcribed,
    brings,
    description_for_reason,
    named_acts,
    mentions_kept,
    acts_for_reason,
)
"""Rules on what is new or changed in a register that is held, beside what is held of it."""

BASE: tuple[BaseRule, ...] = (
    key_unique,
    linked_missing,
    linked_not_held,
    linked_differs,
    death_mentioned,
    death_answered,
    deaths_of_birth,
    marriage_answered,
    births_close,
    person_twice,
)
"""Rules on all acts that are held."""

FOREIGN: tuple[ForeignRule, ...] = (bag, mets)
"""Rules on bags and METS that others made."""

MODULES: tuple[Listed, ...] = (
    *FILES,
    *PAGES,
    *WRITTEN,
    *DELIVERIES,
    *TOTALS,
    *DESCRIPTIONS,
    *REGISTERS,
    *SOUNDNESS,
    *ACTS,
    *VERSIONS,
    *BASE,
    *FOREIGN,
    kept,
)


def rules() -> dict[str, Rule]:
    """Every rule by its code."""
    listed = [MORE_FINDINGS, *(rule for module in MODULES for rule in module.RULES)]
    return {rule.code: rule for rule in listed}
