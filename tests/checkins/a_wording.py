"""A file of a made-up wording, ready to import, with some fields changed."""

import json
from pathlib import Path
from typing import Any

UKRAINIAN: dict[str, Any] = {
    "version": "1",
    "status": "official",
    "checked": True,
    "source": "WHO's own form",
    "licence": "© World Health Organization, CC BY-NC-SA 3.0 IGO",
    "instruction": "За останні два тижні",
    "items": [f"Твердження {number}" for number in range(5)],
    "answers": [f"Відповідь {number}" for number in range(6)],
}
ITEMS, ANSWERS = UKRAINIAN["items"], UKRAINIAN["answers"]


def a_file(folder: Path, *, name: str = "uk.toml", without: str = "", **changed: Any) -> str:
    """Its path; `without` leaves one field out."""
    written = {key: value for key, value in {**UKRAINIAN, **changed}.items() if key != without}
    path = folder / name
    told = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in written.items())
    path.write_text("\n".join(told), encoding="utf-8")
    return str(path)
