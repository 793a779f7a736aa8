"""The bench measures Today beside the same page in ordinary dress: this keeps the two the same page."""

from bench.method.installation import installation
from bench.today import contestants, same_words


def test_both_say_the_same_words() -> None:
    with installation() as place:
        same_words(contestants(place))
