"""No Arabic text of a page says a word to its reader that only a man is told: commands, and "you want"."""

import re
import tomllib

from tests.house.catalogues import TRANSLATIONS, catalogue_of

# Commands and "you want" as a man is told them. Left out: what is also "he rang", "he sent".
TO_A_MAN = (
    "اكتب|اختر|اضغط|افتح|أغلق|اقرأ|انظر|استخدم|اطلب|اسأل|انتظر|جرّب|أدخل|ابدأ|احفظ|تحدّث|استمع|أضف|احذف"
    "|ادخل|تأكد|خذ|اذهب|أخبر|اطبع|انسخ|امسح|اقبل|ارفض|أجب|تستطيع|تكتب|تريد"
)
ALSO_OF_OTHERS = {  # the same letters said of a company or of one's own self here
    "الشركات التي تريد بيع شيء.",
}
COMMAND = re.compile(rf"(?<![\u0600-\u06ff])[وف]?({TO_A_MAN})(?![\u0600-\u06ff])")


def to_a_man(text: str) -> list[str]:
    """The words of an Arabic text that only a man is told."""
    return [] if text in ALSO_OF_OTHERS else [found.group() for found in COMMAND.finditer(text)]


def test_it_works() -> None:
    assert to_a_man("لماذا؟ اكتب جملة واحدة.") == ["اكتب"]
    assert to_a_man("الرجاء كتابة جملة واحدة.") == []


def test_no_page_says_such_a_word() -> None:
    forms = [(one.string,) if isinstance(one.string, str) else one.string or () for one in catalogue_of("ar")]
    assert [text for said in forms for text in said if to_a_man(text)] == []


def test_no_word_of_the_glossary_is_explained_with_one() -> None:
    words = tomllib.loads((TRANSLATIONS / "glossary" / "ar.toml").read_text(encoding="utf-8"))
    said = re.findall(r"[^'\"\[\]{}]+", str(words))
    assert [text for text in said if to_a_man(text)] == []


def test_a_member_of_staff_is_no_he() -> None:
    """Arabic "it is shown to him" of whoever is on the team; Tigrinya "he" of an interpreter."""
    for code, word in (("ar", r"تظهر له(?![\u0600-\u06ff])"), ("ti", "(?<![ሀ-፿])ንሱ(?![ሀ-፿])")):
        forms = [(one.string,) if isinstance(one.string, str) else one.string or () for one in catalogue_of(code)]
        assert [text for said in forms for text in said if re.search(word, text)] == []
