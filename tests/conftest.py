"""What all tests share: the shipped data, read once, and the options that write golden results and pictures anew."""

from __future__ import annotations

import pytest

from model.law import Law
from model.loading.catalogue import Catalogue, load
from model.schema.law import LawParameter, Outlook

pytest_plugins = ["tests.report_material"]
"""What reports are made of in the tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--refresh-golden``: see ``make golden``; ``--refresh-pictures``: see ``make pictures``."""
    parser.addoption("--refresh-golden", action="store_true", help="write the golden results anew instead of comparing")
    parser.addoption("--refresh-pictures", action="store_true", help="write the pictures of the guides anew")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Everything that stands in sites/ and config/."""
    return load()


@pytest.fixture(scope="session")
def law(catalogue: Catalogue) -> Law:
    """The law as shipped."""
    return Law(catalogue.all(LawParameter, "law"), catalogue.one(Outlook, "outlook"))
