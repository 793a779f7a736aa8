"""Text stands out at least 7:1 from everything it may lie on, day and night (WCAG 2.2, 1.4.6, 1.4.11)."""

import re

import pytest

from companion.foundation import places

TEXT = 7.0  # enhanced contrast: tired eyes, cheap screens, sunlight
CONTROL = 3.0  # borders of answers and fields
TRACKS = ("health", "job", "education", "everyday")
TEXT_ON = {
    "ink": ("paper", "card", "wash", "sun", "alert-wash"),
    "soft": ("paper", "card", "wash"),
    "brand": ("paper", "card", "wash"),
    "on-brand": ("brand",),
    "sun-ink": ("sun",),
    "alert": ("paper", "card", "alert-wash"),
    **{track: ("paper", "card", "wash", f"{track}-wash") for track in TRACKS},
}
PAIRS = [(text, ground) for text, grounds in TEXT_ON.items() for ground in grounds]


def tokens(scheme: str) -> dict[str, str]:
    sheet = (places.static() / "companion.css").read_text(encoding="utf-8")
    day, night = sheet.split("prefers-color-scheme: dark", 1)
    source = day if scheme == "light" else night.split("@media", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", source))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = map(linear, parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


def test_both_schemes_know_the_same_colours() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(scheme: str, text: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card", "wash"])
@pytest.mark.parametrize("line", ["edge", "brand", "alert"])
def test_borders_of_controls_stand_out(scheme: str, line: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[line], colours[ground]) >= CONTROL


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browser_bar_has_the_colour_of_the_paper(scheme: str) -> None:
    base = (places.package() / "web/templates/web/base.html").read_text(encoding="utf-8")
    assert f'content="{tokens(scheme)["paper"]}" media="(prefers-color-scheme: {scheme})"' in base
