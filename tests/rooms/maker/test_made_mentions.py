"""The margin of a made birth act tells a life that could be."""

from __future__ import annotations

from datetime import timedelta

from register_maker.acts.mentions import MOST, mentions
from register_maker.acts.paper_acts import Acts
from register_maker.chance import Chance
from register_maker.volumes.plan import Format, plan
from register_maker.words.dates import on_paper
from register_maker.words.offices import Province
from register_maker.words.people import People


def test_a_divorce_stands_after_its_marriage_however_full_the_margin() -> None:
    province = Province.load(seed=1)
    people = People.load(province.chief_town)
    volumes = plan(province, acts=200, seed=5, registers=6, keyed=True, formats=[Format.G4], transcription="")
    births = next(volume for volume in volumes if volume.series.event == "birth" and volume.series.year < 1970)
    act = Acts.of(volumes, people, 5).make(births, 0)
    died = on_paper(act.occurred.gregorian + timedelta(days=365 * 60), Chance.of(0)), "ma_x_law37-99_death_2030_0007"
    margins = [[one.kind for one in mentions(act, died, people, Chance.of(seed))] for seed in range(3000)]
    divorced = [margin for margin in margins if "divorce" in margin]

    assert len(divorced) > 50
    assert all("marriage" in margin[: margin.index("divorce")] for margin in divorced)
    assert max(map(len, margins)) == MOST
