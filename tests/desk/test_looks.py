"""What is new since the last look: a look of half an hour is one look, and the first has nothing new."""

from datetime import timedelta

from companion.desk import looks
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import staff


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    karen, first = staff(), clock.now()
    assert looks.look(karen.id) == first
    clock.move(timedelta(minutes=10))
    assert looks.look(karen.id) == first
    clock.move(timedelta(hours=2))
    for _reload in range(2):
        assert looks.look(karen.id) == first + timedelta(minutes=10)


def test_the_list_of_the_day_is_kept_only_if_wanted(runtime: Runtime) -> None:
    karen, peter = staff(), staff(name="Peter Dam")
    assert not looks.keeps_the_day(karen.id)
    looks.keep_the_day(staff=karen.id, keep=True)
    looks.look(karen.id)
    assert looks.keeps_the_day(karen.id) and not looks.keeps_the_day(peter.id)
    looks.keep_the_day(staff=karen.id, keep=False)
    assert not looks.keeps_the_day(karen.id)
