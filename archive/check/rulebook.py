"""Every rule on registers and acts, listed by hand: what is not here is not asked.

A rule is a module with one question. On acts and registers it has `RULE` and `over(register, profile)`, which answers a judge
(or None when it has nothing to ask of this register). On deliveries it has `RULE` and `judge(delivery, profile)`,
which is None, too, where it has nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from archive.check.act_view import ActView
from archive.check.register_view import DeliveryView, RegisterView
from archive.check.rule import Found, Judge, Profile, Rule
from archive.check.rules.acts import (
    after_cancellation,
    age_at_death,
    date_impossible,
    death_before_birth,
    declarant_relation,
    division_moved,
    division_valid,
    divorce_alone,
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
    sex_of_name,
    surname_of_father,
    title_in_name,
    twin_alone,
    weekday,
    words_differ,
)
from archive.check.rules.deliveries import (
    office_outside_lot,
    year_hole,
)
from archive.check.rules.registers import (
    acts_contradicted,
    acts_count,
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
    shelf_mark,
    statement_imaged,
    suffix,
    view_without_act,
    year,
)


class RegisterRule(Protocol):
    """A module in rules/acts or rules/registers."""

    RULE: Rule

    def over(self, register: RegisterView, profile: Profile, /) -> Judge[ActView] | None: ...


class DeliveryRule(Protocol):
    """A module in rules/deliveries."""

    RULE: Rule

    def judge(self, delivery: DeliveryView, profile: Profile, /) -> Iterable[Found] | None: ...


REGISTERS: tuple[RegisterRule, ...] = (
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

DELIVERIES: tuple[DeliveryRule, ...] = (year_hole, office_outside_lot)
"""Rules on registers that came together."""
