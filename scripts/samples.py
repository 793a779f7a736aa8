"""Writes docs/samples/*.json anew from the code that builds bodies. Run it after a form has changed."""

from pathlib import Path

from companion.sync.samples import samples

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "samples"


def main() -> None:
    """Write every file, and take away what is no sample any more."""
    FOLDER.mkdir(exist_ok=True)
    made = {sample.name: sample.pretty() for sample in samples()}
    for old in FOLDER.glob("*.json"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
