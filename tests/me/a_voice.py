"""Everything the room of concerns keeps of one citizen: a worry with its answers, a request, and her own lists."""

from datetime import timedelta

from companion.concerns import answering, hours, own_sharing, requests, rules, sentences, service, wishes, workplace
from companion.concerns.answering import Advice
from companion.concerns.talks import Talk
from companion.concerns.words import words
from companion.foundation import clock
from companion.foundation.database import new_id
from tests.people import Somebody


def a_voice(amina: Somebody, karen: Somebody) -> None:
    """She worries to Karen, who answers, offers a time and gives advice; she asks, wishes and tells."""
    said = service.Said(
        rules.CONTACT, words(sentences.CITIZEN, ["sleep-bad"], "Jeg sover kun tre timer.", language="da")
    )
    concern = service.send(key=new_id(), said=said, actor=amina.actor)
    talk = Talk([clock.now() + timedelta(days=1)], "phone", with_interpreter=False)
    answer = words(sentences.REPLY, ["thanks-writing"], "", language="da")
    answering.reply(concern_id=concern, said=answer, talk=talk, actor=karen.actor)
    answering.advise(concern_id=concern, advice=Advice(["advice-breaks"], ["Ring først."]), actor=karen.actor)
    wish = requests.wanted(amina.id, kind=requests.INTERPRETER, measure=None, card=None)
    yes = {"consent_text": "Ja tak.", "language": "da", "with_interpreter": True}
    requests.ask(key=new_id(), wish=wish, actor=amina.actor, **yes)  # type: ignore[arg-type]
    wishes.add(words="Kok", actor=amina.actor)
    workplace.add(topic="helps", keys=["helps-breaks"], own="", language="da", actor=amina.actor)
    hours.tell(monday=rules.monday_of(clock.today()), hours=7.5, feeling="fine", actor=amina.actor)
    own_sharing.share(shared=own_sharing.WISHES, language="da", actor=amina.actor)
