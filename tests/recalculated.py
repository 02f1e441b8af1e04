"""A workbook with every formula computed anew by LibreOffice, against the values that it carries."""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.office import find


def recalculated(made: bytes, folder: Path) -> tuple[Workbook, int]:
    """The workbook as LibreOffice computes it, and how many formulas agree with their value to half a cent; fails at
    the first that does not."""
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(BytesIO(made)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            target.writestr(name, content)
    command = [find(), "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "xlsx",
               "--outdir", str(folder / "again"), str(bare)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = openpyxl.load_workbook(folder / "again" / "bare.xlsx", data_only=True)
    formulas, kept = (openpyxl.load_workbook(BytesIO(made), data_only=values) for values in (False, True))
    seen = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value, wanted = (b[sheet.title][cell.coordinate].value for b in (found, kept))
                    where = f"{sheet.title}!{cell.coordinate}"
                    assert value == (wanted if isinstance(wanted, str) else pytest.approx(wanted, abs=0.005)), where
                    seen += 1
    return found, seen
