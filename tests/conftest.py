"""What all tests share: the shipped data, read once, and the option that writes the golden results anew."""

from __future__ import annotations

import pytest

from model.law import Law
from model.loading.catalogue import Catalogue, load
from model.schema.law import LawParameter, Outlook

pytest_plugins = ["tests.report_material"]
"""What reports are made of in the tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--refresh-golden``: see ``make golden``."""
    parser.addoption("--refresh-golden", action="store_true", help="write the golden results anew instead of comparing")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Everything that stands in sites/ and config/."""
    return load()


@pytest.fixture(scope="session")
def law(catalogue: Catalogue) -> Law:
    """The law as shipped."""
    return Law(catalogue.all(LawParameter, "law"), catalogue.one(Outlook, "outlook"))
