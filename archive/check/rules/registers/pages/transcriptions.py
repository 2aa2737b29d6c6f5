"""Does each transcription belong to an image of its register, name no other, and measure in the same pixels?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Rule, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import Size
from archive.model.finding import Severity

UNKNOWN_IMAGE = blocks(
    "TRANSCRIPTION_UNKNOWN_IMAGE", Stage.REGISTER, Fixed.IDENTITY, "A text is kept with the image that it transcribes"
)
NAMES_OTHER = Rule(
    "TRANSCRIPTION_NAMES_OTHER_IMAGE",
    Stage.REGISTER,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "A text that names another page of the register was mixed up with it",
)
SIZE_DIFFERS = Rule(
    "TRANSCRIPTION_SIZE_DIFFERS",
    Stage.REGISTER,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "Coordinates that were measured in another image light up the wrong line",
)
RULES = (UNKNOWN_IMAGE, NAMES_OTHER, SIZE_DIFFERS)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register)) if register.delivered.texts else None


def _found(register: RegisterView) -> Iterator[Breach]:
    """A first delivery has no held image to transcribe."""
    for transcription, (view, _) in register.delivered.of_held.items() if "version" not in register.description else ():
        yield Breach(UNKNOWN_IMAGE, transcription, {"image": view})
    shown = {view.file for view in register.views}
    for image, transcription in register.delivered.transcriptions.items():
        facts, pixels = register.files.get(transcription), register.files.get(image)
        if image not in shown:
            yield Breach(UNKNOWN_IMAGE, transcription, {"image": image})
        elif facts and facts.transcribes and _stem(facts.transcribes) != _stem(image):
            # the name of another page is a mix-up; a name that no page has may be the one before the images were renamed
            mixed = _stem(facts.transcribes) in map(_stem, shown)
            params = {"image": image, "named": facts.transcribes}
            yield Breach(NAMES_OTHER, transcription, params, None if mixed else Severity.WARNING)
        if facts and facts.transcribed and pixels and len(pixels.leaves) == 1 and facts.transcribed != pixels.leaves[0]:
            yield size_differs(transcription, image, facts.transcribed, pixels.leaves[0])


def size_differs(transcription: str, image: str, declared: Size, found: Size) -> Breach:
    """That a transcription measures in other pixels than its image has."""
    sizes = {"declared": f"{declared.width} x {declared.height}", "found": f"{found.width} x {found.height}"}
    return Breach(SIZE_DIFFERS, transcription, {"image": image, **sizes})


def _stem(named: str) -> str:
    """The name of an image without folder and extension, which change when images are converted."""
    name = unicodedata.normalize("NFC", unquote(named).replace("\\", "/")).rpartition("/")[2]
    return (name.rpartition(".")[0] or name).casefold()
