"""The demo's people are those of the contract, one per case and role."""

from companion.accounts.demo_people import PERSONAS
from companion.accounts.rules import ROLES
from companion.cli.demo import ALL_LANGUAGES
from companion.language.provenance import mark_for
from companion.language.table import SOURCE, languages, with_texts

CONTRACT = {
    "citizen-course",
    "citizen-wellbeing",
    "citizen-ips",
    "citizen-clarify",
    "citizen-parallel",
    "citizen-sick",
    "citizen-retraining",
    "citizen-alcohol",
    "consultant",
    "caseworker",
    "therapist",
    "health-coordinator",
    "interpreter",
    "translator",
    "administrator",
    "citizen-other",
    "consultant-other",
}
LANGUAGES = {"citizen-course": "ar", "citizen-ips": "en", "citizen-clarify": "uk", "citizen-parallel": "ti",
             "citizen-retraining": "pl", "citizen-wellbeing": "da"}  # fmt: skip


def test_it_works() -> None:
    keys = [persona.key for persona in PERSONAS]
    assert (set(keys), len(keys)) == (CONTRACT, len(CONTRACT))


def test_everybody_has_a_known_role_and_language() -> None:
    assert {persona.role for persona in PERSONAS} == set(ROLES)
    assert {persona.language for persona in PERSONAS} <= set(languages())


def test_the_cases_read_their_own_language() -> None:
    spoken = {persona.key: persona.language for persona in PERSONAS}
    assert {key: spoken[key] for key in LANGUAGES} == LANGUAGES


def test_the_demo_offers_all_twelve_with_their_marks() -> None:
    """Every language is read in its own words; each but the Danish says that nobody has read them through yet."""
    offered = with_texts(tuple(ALL_LANGUAGES.split(",")))
    assert offered == list(languages().values()) and len(offered) == 12
    assert {mark_for(one.code, one) for one in offered if one.code != SOURCE} == {"unreviewed"}
