"""A small good template on disk, and the same with one thing changed."""

from pathlib import Path

GOOD = """\
id = "walking"
version = 1
case = "S30"
kind = "course"
track = "health"
role = "therapist"
title = "Gå en tur"
about = "Vi går en tur sammen."

[[cards]]
key = "walk"
kind = "offer"
track = "health"
title = "Gå med"
why = "Du får luft og ro."

[[weeks]]
number = 1
title = "Den første tur"
work = "Hvad kan du lide at lave?"
[[weeks.blocks]]
key = "start"
text = "Vi går stille."
[[weeks.blocks]]
key = "stop"
safety = true
text = "Får du ondt, så ring 112."
[[weeks.steps]]
key = "shoes"
track = "everyday"
text = "Find dine sko."

[[weeks]]
number = 2
title = "Den anden tur"
work = "Hvem vil du gå med?"
[[weeks.blocks]]
key = "more"
text = "Vi går lidt mere."
[[weeks.steps]]
key = "friend"
track = "everyday"
text = "Spørg en ven."

[[sessions]]
key = "tour"
weeks = [1, 2]
weekday = 0
starts = "10:00"
minutes = 60
kind = "invitation"
title = "Gåtur"
place = "Ved søen"
form = "walk"
interpreter = true

[[check_ins]]
key = "start"
day_offset = 0
[[check_ins]]
key = "end"
day_offset = 14
"""


def write(folder: Path, old: str = "", new: str = "") -> Path:
    """The good template in `folder`, with the first `old` replaced by `new`; the file's path."""
    assert old in GOOD
    file = folder / "walking.toml"
    file.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
    return file


def translate(folder: Path, words: str, code: str = "en") -> Path:
    """A translation of the good template beside it; the file's path."""
    file = folder / "translations" / code / "walking.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")
    return file


def line_with(text: str, words: str) -> int:
    """The line, from 1, on which `words` first stands."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)
