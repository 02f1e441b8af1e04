"""What a visitor brings: YAML of her own, read as strictly as the shipped files."""

from __future__ import annotations

from model.loading.added import with_documents
from model.loading.strict import read_text
from model.schema.company import Company
from ui import cached


def company(text: str, name: str) -> Company:
    """A company's profile set beside the shipped files. Raises InputFaults with every fault of it."""
    document = read_text(text, name)
    known = with_documents(cached.catalogue(), [("companies", document)])
    return known.one(Company, "companies", str(document.data["id"]))
