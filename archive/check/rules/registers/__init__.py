"""Rules on a register: what its description says, its pages and the run of its acts."""

from __future__ import annotations

from archive.check.engine.stages import RegisterRule
from archive.check.rules.registers.description import (
    closing_absent,
    dates_order,
    hijri_years,
    indicator_outlier,
    january,
    office_validity,
    register_held,
    shelf_mark,
    year,
)
from archive.check.rules.registers.numbers import (
    acts_contradicted,
    acts_count,
    acts_file,
    first_number,
    last_number,
    nil,
    number_gap,
    suffix,
)
from archive.check.rules.registers.pages import (
    blank_between,
    pages_beyond,
    pages_contradicted,
    pages_missing,
    reading_order,
    statement_imaged,
    transcriptions,
    view_without_act,
    views,
)

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
