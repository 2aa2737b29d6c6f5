"""The births of the example delivery as another delivery, which says something else of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PIL import Image

from khizana.service.intake.delivery_template import write_template
from khizana.service.intake.plain_page import page
from tests.support.deliveries import BIRTHS, Delivery


def births(root: Path, name: str = "another-0001", **description: Any) -> Delivery:
    """The births of 1987 alone, as another delivery: the same scans, with a description that says otherwise."""
    write_template(root)
    delivery = Delivery(root)
    for other in ("births-1951", "deaths-1951", "deaths-1987"):
        shutil.rmtree(root / "registers" / other)
    with delivery.manifest() as manifest:
        manifest["delivery"] = name
        manifest["registers"] = [one for one in manifest["registers"] if one["description"].startswith(BIRTHS)]
        manifest["counts"] = {"registers": 1, **manifest["registers"][0]["counts"], "files": 0}
    with delivery.register() as register:
        register.update(description)
    return delivery


def drawn_anew(delivery: Delivery, folder: str = BIRTHS, mark: int = 0) -> Delivery:
    """Other bytes under every name: the pages of another scan, another for each mark."""
    for order, image in enumerate(sorted((delivery.root / folder / "images").iterdir())):
        with Image.open(image) as scan:
            width, height = scan.size
        boxes = [(300, 500, 1900, 610 + order), (310, 2000, 900 + 7 * mark, 400)]
        image.write_bytes(page(width, height, boxes))
    delivery.seal()
    return delivery


def with_second(delivery: Delivery, mark: int = 1, **description: Any) -> Delivery:
    """The same register once more in the same delivery, drawn anew, with a description that says otherwise."""
    folder = "registers/births-1987-again/"
    shutil.copytree(delivery.root / BIRTHS, delivery.root / folder)
    with delivery.register(folder) as register:
        for view in register["views"]:
            view["file"] = view["file"].replace(BIRTHS, folder)
        register.update(description)
    acts = delivery.root / folder / "acts.jsonl"
    acts.write_text(acts.read_text("utf-8").replace(BIRTHS, folder), encoding="utf-8")
    with delivery.manifest() as manifest:
        (first,) = manifest["registers"]
        second = {name: _moved(value, folder) for name, value in first.items()}
        manifest["registers"] = [first, second]
        manifest["counts"] = {
            "registers": 2,
            **{name: 2 * count for name, count in first["counts"].items()},
            "files": 0,
        }
    return drawn_anew(delivery, folder, mark)


def _moved(value: Any, folder: str) -> Any:
    if isinstance(value, str):
        return value.replace(BIRTHS, folder)
    return (
        [{name: _moved(one, folder) for name, one in each.items()} for each in value]
        if isinstance(value, list)
        else value
    )
