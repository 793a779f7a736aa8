"""The bench measures Today beside the same page in ordinary dress: this keeps the two the same page."""

import re

from bench.method.installation import installation
from bench.today import ORDINARY, TODAY, contestants, same_words

TERM = re.compile(rb'<a class="term" href="([^"]+)">')


def test_both_say_the_same_words() -> None:
    with installation() as place:
        acts = contestants(place)
        same_words(acts)
        links = [TERM.findall(acts[name]().body) for name in (TODAY, ORDINARY)]
    assert links[0] and links[0] == links[1]  # the words of the glossary
