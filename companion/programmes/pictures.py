"""The pictures an answer of a quiz may have: symbols of `static/drawings/answers.svg`, by name."""

PICTURES = (
    *("alone", "bag", "bin", "bread", "calendar", "chair", "clock", "cross", "doctor", "door", "drop", "feet"),
    *("glass", "half-glass", "heart", "job", "juice", "leaf", "medicine", "moon", "note", "paper", "people"),
    *("person", "phone", "plate", "secret", "sleep", "small-step", "sport", "stairs", "suitcase", "sun"),
    *("talk", "tea", "walk", "water"),
)
