"""What the rulebook takes at each stage: one signature for the question of a rule, which is a module.

`RULES` are the findings that a question may raise. One that has nothing to ask of what it is shown answers None.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from archive.check.base.blocking import Block, BlockBy
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Judge, Profile, Rule
from archive.check.profile.delivery_profile import FileProfile
from archive.check.schemas import Schemas
from archive.check.views.act_view import ActView
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.foreign_view import ForeignView
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import DeliveredAct, FileFacts


class RuleModule(Protocol):
    """A module that says which findings it may raise."""

    @property
    def RULES(self) -> tuple[Rule, ...]: ...


class FileRule(RuleModule, Protocol):
    """A question about one measured file."""

    def judge(self, facts: FileFacts, wanted: FileProfile, /) -> Iterable[Breach]: ...


class DeliveryRule(RuleModule, Protocol):
    """A question about what came together."""

    def judge(self, delivery: DeliveryView, profile: Profile, /) -> Iterable[Breach] | None: ...


class RegisterRule(RuleModule, Protocol):
    """A question about a register, a version or their acts; its judge is shown each act."""

    def over(self, register: RegisterView, profile: Profile, /) -> Judge[ActView] | None: ...


class SoundnessRule(RuleModule, Protocol):
    """A question about an act before it can be taken apart; the register is None where its description is unsound."""

    def before(self, act: DeliveredAct, register: RegisterView | None, schemas: Schemas, /) -> Iterable[Breach]: ...


class BaseRule(RuleModule, Protocol):
    """A question about the acts of the whole base that lie together in one block."""

    BLOCK_BY: BlockBy

    def judge(self, block: Block, base: HeldBase, profile: Profile, /) -> Iterable[Breach]: ...


class ForeignRule(RuleModule, Protocol):
    """A question about what others packed."""

    def judge(self, foreign: ForeignView, profile: Profile, /) -> Iterable[Breach]: ...
