"""The dashboard as an ASGI app: security headers, the page's language, imports and results warmed once.

``streamlit run serve.py``
"""

from __future__ import annotations

import base64
import gc
import hashlib
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import parse_qs, quote

import streamlit as st
from starlette.middleware import Middleware

import language
from model.threads import GIVE_WAY
from ui import files, streamlit_words

HERE = Path(__file__).parent
_PAGE = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
_BASE = st.get_option("server.baseUrlPath").strip("/")
# A page opened by its own address looks for the server under that address first, and fails: say where it is.
_HERE = f'window.__streamlit={{BACKEND_BASE_URL:location.origin+"/{_BASE}"}}'
# A page learns of another theme only when it is made anew, and its figures keep the colours of the former: have it made
# anew (the key R does) when its ground has another colour, as the reader chose in the menu or her system turned dark.
_FOLLOW = (
    "(()=>{let was;const anew=()=>['keydown','keyup'].forEach(how=>document.body.dispatchEvent("
    "new KeyboardEvent(how,{key:'r',code:'KeyR',keyCode:82,which:82,bubbles:true})));"
    "setInterval(()=>{const app=document.querySelector('[data-testid=\"stApp\"]');if(!app)return;"
    "const is=getComputedStyle(app).backgroundColor;if(was&&is!==was)setTimeout(anew,400);was=is},600)})()"
)
# Each lever that is written into the link would be one more step back: a step is another page, and has its last link.
_BACK = (
    "(()=>{const push=history.pushState.bind(history);history.pushState=(state,title,to)=>"
    "(to&&new URL(to,location).pathname===location.pathname?history.replaceState.bind(history):push)"
    "(state,title,to)})()"
)
_OWN = (_HERE, _FOLLOW, _BACK)
_HASHES = " ".join(
    f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
    for script in (*_OWN, streamlit_words.SCRIPT, *re.findall(r"<script>(.*?)</script>", _PAGE, re.DOTALL))
)
CSP = (
    f"default-src 'self'; script-src 'self' {_HASHES} 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
HEADERS = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"x-frame-options", b"DENY"),
]
_SERVED = {"_stcore", "app", "auth", "component", "media", "oauth2callback", "static"}
"""First parts of addresses of what Streamlit serves beside pages."""
_REWRITTEN = {b"server", b"etag", b"last-modified", b"content-length", b"accept-ranges"}


def asked_language(scope: dict[str, Any]) -> str:
    """The page's language: in the link, else the browser's first choice that we speak, else French."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    accepted = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"accept-language"), "")
    wishes = [*query.get("lang", []), *(w.partition(";")[0].strip() for w in accepted.split(","))]
    for wish in wishes:
        if wish[:2].lower() in language.LANGUAGES:
            return str(wish[:2].lower())
    return "fr"


def _flat(scope: dict[str, Any]) -> bytes | None:
    """Where to send who asks for a page below a page: none is there, and Streamlit would look there for its scripts."""
    below = scope["path"].removeprefix(f"/{_BASE}" if _BASE else "").strip("/")
    asks = scope["method"] == "GET" and any(k == b"accept" and b"text/html" in v for k, v in scope["headers"])
    if not asks or "/" not in below or below.partition("/")[0] in _SERVED:
        return None
    query = scope.get("query_string", b"")
    named = quote("-".join(filter(None, below.split("/"))))
    return f"{f'/{_BASE}' if _BASE else ''}/{named}".encode() + (b"?" + query if query else b"")


class Harden:
    """Pure ASGI (a BaseHTTPMiddleware would buffer): security headers, and the language of the document."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Pass everything on; edit the head of every answer and the first tag of a page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if (flat := _flat(scope)) is not None:
            await send({"type": "http.response.start", "status": 307, "headers": [(b"location", flat), *HEADERS]})
            await send({"type": "http.response.body", "body": b""})
            return
        page = False

        async def edited(message: dict[str, Any]) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                page = any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in headers)
                kept = [(k, v) for k, v in headers if not (page and k.lower() in _REWRITTEN)]
                message = {**message, "headers": [*kept, *HEADERS]}
            elif message["type"] == "http.response.body" and page:
                body: bytes = message.get("body", b"")
                body = body.replace(b'<html lang="en">', f'<html lang="{asked_language(scope)}">'.encode())
                scripts = "".join(f"<script>{script}</script>" for script in _OWN)
                message = {**message, "body": body.replace(b"<head>", f"<head>{scripts}".encode())}
            await send(message)

        # A file may be sent by its path, and a page compressed: ask for plain bytes, so that they pass here.
        inner = {
            **scope,
            "extensions": {k: v for k, v in scope.get("extensions", {}).items() if k != "http.response.pathsend"},
        }
        if any(k == b"accept" and b"text/html" in v for k, v in scope["headers"]):
            inner["headers"] = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        await self.app(inner, receive, edited)


QUIET = 120.0
"""Seconds after the start before scenarios that nobody has asked for are drawn: the first visitors come before."""


def _warm_rest() -> None:
    """Draw every other scenario; faults of the inputs are told by the pages."""
    from model.schema.fault import InputFaults
    from ui import state, warming

    with suppress(InputFaults):
        warming.warm_rest(state.FIRST_SCENARIO)


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Import what is heavy, load the catalogue, then keep the collector off what never goes away."""
    sys.setswitchinterval(GIVE_WAY)
    import pandas  # noqa: F401
    import plotly.graph_objects  # type: ignore[import-untyped]
    import plotly.io  # type: ignore[import-untyped]  # noqa: F401
    import pyarrow  # type: ignore[import-untyped]  # noqa: F401

    from model.schema.fault import InputFaults
    from ui import state, warming

    with suppress(InputFaults):  # the pages tell what is wrong, where
        warming.warm(state.FIRST_SCENARIO)
    gc.collect()
    gc.freeze()
    rest = Timer(QUIET, _warm_rest)
    rest.daemon = True
    rest.start()
    yield


files.keep()
app = st.App(str(HERE / "dashboard.py"), lifespan=lifespan, middleware=[Middleware(Harden)])
