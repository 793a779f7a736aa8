"""The pages of a template: blocks, steps and the questions of a week, with their texts in every language."""

from companion.language.reviews import Review
from companion.language.text import Text
from companion.programmes.programme import Answer, Block, Question, Step, Week
from companion.programmes.template_shape import BlockPart, QuestionPart, WeekPart


def week(part: WeekPart, texts: dict[str, Text]) -> Week:
    """One page; `texts` are those of the whole template by name."""
    own = f"weeks.{part.number}"
    return Week(
        number=part.number,
        until=part.number if part.until is None else part.until,
        title=texts[f"{own}.title"],
        drawing=part.drawing,
        blocks=tuple(
            Block(block.key, texts[f"{own}.blocks.{block.key}"], block.safety, _review(block)) for block in part.blocks
        ),
        steps=tuple(Step(step.key, step.track, texts[f"{own}.steps.{step.key}"]) for step in part.steps),
        work=texts[f"{own}.work"],
        questions=tuple(_question(f"{own}.questions.{one.key}", one, texts) for one in part.questions),
    )


def _question(own: str, part: QuestionPart, texts: dict[str, Text]) -> Question:
    answers = (Answer(one.key, one.picture, texts[f"{own}.answers.{one.key}"]) for one in part.answers)
    return Question(part.key, texts[f"{own}.ask"], texts[f"{own}.again"], part.right, tuple(answers))


def _review(block: BlockPart) -> Review | None:
    if block.review is None:
        return None
    return Review(block.review.role, block.review.on.isoformat(), block.review.source)
