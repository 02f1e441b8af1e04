"""The address of a scheduler, as ``sweep`` takes it."""

from __future__ import annotations

import pytest

from model.schema.fault import InputFaults
from terminal.sweep import executor_of


@pytest.mark.parametrize("address", ["foo", "tcp://foo", "http://foo:8786", "tcp://foo:port", "tls://foo:8786", ""])
def test_what_is_no_address_is_refused_before_a_client_is_made(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the sentence about schedulers; a client that fails would wait for itself and print a trace at the end."""
    distributed = pytest.importorskip("distributed", reason="pip install -r requirements-dask.txt")
    made: list[object] = []
    monkeypatch.setattr(distributed, "Client", lambda *told, **_: made.append(told))
    with pytest.raises(InputFaults) as refused, executor_of("dask", address):
        pass
    assert [fault.code for fault in refused.value.faults] == ["scheduler_silent"]
    assert made == []
