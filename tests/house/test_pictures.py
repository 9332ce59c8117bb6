"""The pictures of the documentation are there, drawn by `make pictures`, and light enough to be looked at anywhere."""

import re
from pathlib import Path

from tests.browser.pictures import FOLDER, PICTURES

MOST_BYTES = 150_000


def test_every_picture_that_is_drawn_is_there_and_light() -> None:
    drawn = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert drawn.keys() == {picture.name for picture in PICTURES}
    assert max(drawn.values()) <= MOST_BYTES


def test_the_readme_shows_only_pictures_that_are_there() -> None:
    shown = re.findall(r'src="([^"]+)"', (FOLDER.parents[1] / "README.md").read_text("utf-8"))
    assert len(shown) >= 3
    assert [path for path in shown if not (FOLDER.parents[1] / Path(path)).is_file()] == []
