"""An OpenID provider for the tests: the whole code flow on the loopback, with as many users as one names.

Its login page is a list of links, one a user. A code is good once, for the client and address it was made for, and only
with the verifier of its challenge; whatever else is asked is refused.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "quizgen-tests", "no secret at all"


@dataclass
class Provider:
    """What the provider knows. ``users`` are names by subject, ``codes`` what each code not used yet stands for."""

    issuer: str
    users: Mapping[str, str]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "tests", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    left: int = 0
    """How often somebody was led here to sign out."""

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def login_page(self, asked: dict[str, str]) -> str:
        links = "".join(
            f'<a id="{subject}" href="/agree?{escape(urlencode(asked | {"user": subject}))}">{escape(name)}</a> '
            for subject, name in self.users.items()
        )
        return f"<!doctype html><title>Who are you?</title>{links}"

    def agreed(self, asked: dict[str, str]) -> str:
        """Where the browser goes with a new code."""
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The answer to a code; None where anything about it is wrong."""
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".replace(" ", "+").encode()).decode()
        plain = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if asked is None or authorization.removeprefix("Basic ") not in (basic, plain):
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if form.get("redirect_uri") != asked["redirect_uri"] or challenge != asked.get("code_challenge"):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": asked["user"], "name": self.users[asked["user"]]}
        claims |= {"iat": now, "exp": now + 300, "nonce": asked.get("nonce", "")}
        signed = jwt.encode({"alg": "RS256", "kid": "tests"}, claims, self.key)
        return {
            "access_token": secrets.token_urlsafe(12),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": signed,
        }


class _Server(ThreadingHTTPServer):
    provider: Provider


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        provider = self.server.provider
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            self._json(provider.metadata())
        elif address.path == "/keys":
            self._json({"keys": [provider.key.as_dict(private=False)]})
        elif address.path == "/authorize" and asked.get("client_id") == CLIENT_ID:
            self._send(200, provider.login_page(asked).encode(), "text/html; charset=utf-8")
        elif address.path == "/agree" and asked.get("user") in provider.users:
            self._go(provider.agreed(asked))
        elif address.path == "/leave":
            provider.left += 1
            self._go(asked["post_logout_redirect_uri"])
        else:
            self._send(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        answer = self.server.provider.token(form, self.headers.get("Authorization", ""))
        self._json(answer or {"error": "invalid_grant"}, 200 if answer else 400)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _json(self, what: dict[str, Any], status: int = 200) -> None:
        self._send(status, json.dumps(what).encode(), "application/json")

    def _go(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def providing(users: Mapping[str, str]) -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.provider = Provider(f"http://127.0.0.1:{server.server_address[1]}", users)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
