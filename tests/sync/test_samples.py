"""The sample bodies in docs/samples: what the code makes today, readable by two libraries."""

import json
from pathlib import Path

import pytest
from fhirclient.models.bundle import Bundle as SecondOpinion

from companion.sync.allow_list import ALLOWED
from companion.sync.receiver_store import read_entries
from companion.sync.samples import Sample, samples

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "samples"


@pytest.mark.parametrize("sample", samples(), ids=lambda one: one.name)
def test_a_sample_is_what_the_code_makes(sample: Sample) -> None:
    """Otherwise: python scripts/samples.py."""
    assert (FOLDER / sample.name).read_text(encoding="utf-8") == sample.pretty()
    assert read_entries(json.loads(sample.body))


def test_every_kind_has_one_in_each_form() -> None:
    names = {path.name for path in FOLDER.glob("*.json")}
    assert names == {sample.name for sample in samples()}
    assert {f"{form}-{kind}.json" for form in ("fhir", "cloudevents") for kind in ALLOWED} <= names


def test_a_second_library_reads_every_bundle() -> None:
    bundles = [json.loads(one.body) for one in samples() if one.name.startswith("fhir")]
    assert all(SecondOpinion(bundle).entry for bundle in bundles)
