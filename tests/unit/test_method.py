"""The table of validation in docs/method.md is the one that was measured."""

from tests.validation.cases import CASES
from tests.validation.table import FILE, METHOD, first_table, in_method


def test_method_holds_the_table_of_validation() -> None:
    """Every case, as docs/validation.md has it; writing it again changes nothing."""
    measured, method = FILE.read_text(encoding="utf-8"), METHOD.read_text(encoding="utf-8")
    assert first_table(measured).count("\n") == len(CASES) + 2
    assert first_table(measured) in method
    assert in_method(method, measured) == method
