"""Who may open what of the words: the glossary and a note for everybody, the workbench for translators."""

EVERYBODY = ("everybody",)
TRANSLATORS = ("translator",)
READERS = ("translator", "therapist", "health-coordinator")  # who read texts of the app aloud

WORDS: dict[str, tuple[str, ...]] = {
    "GET /glossary": EVERYBODY,
    "POST /glossary": EVERYBODY,
    "GET /wording": EVERYBODY,
    "POST /wording": EVERYBODY,
    "POST /wording/translation": EVERYBODY,
    "GET /words": TRANSLATORS,
    "GET /words/<string>": TRANSLATORS,
    "GET /words/<string>/<string>": TRANSLATORS,
    "POST /words/<string>/<string>": TRANSLATORS,
    "GET /words/<string>/companion.po": TRANSLATORS,
    "GET /words/<string>/import": TRANSLATORS,
    "POST /words/<string>/import": TRANSLATORS,
    "POST /words/notes/<uuid>/done": TRANSLATORS,
    "GET /words/asked": TRANSLATORS,
    "GET /words/aloud": READERS,
    "GET /words/aloud/<string>": READERS,
    "GET /words/aloud/<string>/<path>": READERS,
    "POST /words/aloud/<string>/<path>": READERS,
    "GET /spoken/<uuid>": EVERYBODY,
    "POST /words/asked/<uuid>/take": TRANSLATORS,
    "GET /words/asked/<uuid>": TRANSLATORS,
    "POST /words/asked/<uuid>": TRANSLATORS,
}
