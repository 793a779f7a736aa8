"""All 7,776 ways to answer, told on the page that the server makes, against a second way of counting."""

from e2e.crawl import choose
from e2e.phone import Phone
from e2e.town import Municipality
from tests.checkins.second_opinion import PATTERNS, second_opinion

TELL_ALL = """(patterns) => {
  const { result, checkIn, all } = companion, { tell } = result(checkIn.form);
  const seen = (selector) => all(selector).filter((part) => !part.hidden && part.getClientRects().length);
  return patterns.map((answers) => {
    tell(answers);
    const words = seen("[data-result] .big[data-from]").map((part) => part.textContent.trim());
    return [seen("[data-index]")[0].textContent, words, seen("[data-help-lines]").length, seen("[data-talk]").length];
  });
}"""
WORDS = {
    "low": "Du har haft det svært i de to uger. Tak, fordi du svarede.",
    "middle": "Du har haft det lidt blandet i de to uger.",
    "good": "Du har haft det ret godt i de to uger.",
}


def test_it_works(phone: Phone, place: Municipality) -> None:
    """The number, the words, the help lines, and somebody to talk to up to 50; her contact is at work."""
    phone.context.clock.set_system_time(place.clock.now())
    phone.sign_in("citizen-course")
    choose(phone, "da")
    told = phone.open("/check-in").evaluate(TELL_ALL, [list(answers) for answers in PATTERNS])
    assert len(told) == 7776
    for answers, (index, words, lines, talk) in zip(PATTERNS, told, strict=True):
        score, band, has_lines = second_opinion(answers)
        assert float(index) == score, answers
        assert words == [WORDS[band]], answers
        assert (lines, talk) == (has_lines, score <= 50), answers
