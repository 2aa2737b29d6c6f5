"""Rules on each act: where it stands, its dates, names, people, places, mentions."""

from __future__ import annotations

from archive.check.engine.stages import RegisterRule, SoundnessRule
from archive.check.rules.acts.dates import (
    date_impossible,
    event_after_act,
    event_far,
    future,
    hijri_differs,
    hijri_impossible,
    late_declaration,
    outside_year,
    presumed_day,
    weekday,
    words_differ,
)
from archive.check.rules.acts.identity import (
    act_event,
    act_held,
    act_schema,
    copies_differ,
    duplicate_number,
    number_elsewhere,
    region,
    regions,
)
from archive.check.rules.acts.mentions import (
    after_cancellation,
    mention_before_act,
    mention_reference,
    mention_supersedes,
    mention_twice,
    mention_unsigned,
    mentions_unordered,
)
from archive.check.rules.acts.names import (
    given_name_unknown,
    given_names_many,
    name_characters,
    name_empty,
    name_script,
    name_spellings,
    sex_of_name,
    surname_of_father,
    title_in_name,
)
from archive.check.rules.acts.people import (
    age_at_death,
    death_before_birth,
    declarant_relation,
    divorce_alone,
    father_age,
    judgement_incomplete,
    mother_age,
    twin_alone,
)
from archive.check.rules.acts.places import (
    division_moved,
    division_valid,
    place_listed,
)

ACTS: tuple[RegisterRule, ...] = (
    regions,
    duplicate_number,
    number_elsewhere,
    act_held,
    copies_differ,
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
