"""Whom we trust over TLS: read once, since reading all the authorities takes a twentieth of a second."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()
