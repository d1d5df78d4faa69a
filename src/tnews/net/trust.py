"""Whom a source is believed to be where its certificate is no usual one."""

from __future__ import annotations

import ssl
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from tnews.folders import named
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import FetchError

if TYPE_CHECKING:
    from pathlib import Path

FINGERPRINT = "sha256:"
"""How a certificate begins that is given by its fingerprint."""


class Trust(NamedTuple):
    """`verify` false: any certificate will do. `certificate`: the one that must be shown, by its
    fingerprint, or the PEM file of the authority that has signed it."""

    verify: bool = True
    certificate: str = ""


class Context(ssl.SSLContext):
    """A context that may know which certificate must be shown: `pinned` is its SHA-256 or b""."""

    pinned: bytes = b""


def context(trust: Trust) -> ssl.SSLContext:
    """Return what TLS is agreed on with. Raises `FetchError` if the authority cannot be read."""
    if trust == Trust():
        return _usual()
    if trust.verify and not trust.certificate.startswith(FINGERPRINT):
        return _with_authority(named(trust.certificate))
    bare = Context(ssl.PROTOCOL_TLS_CLIENT)
    bare.check_hostname = False
    bare.verify_mode = ssl.CERT_NONE
    if trust.verify:
        digits = trust.certificate.removeprefix(FINGERPRINT).replace(":", "")
        bare.pinned = bytes.fromhex(digits)
    return bare


def _usual() -> ssl.SSLContext:
    import httpx  # 20 ms, and not before a certificate is to be checked

    return httpx.create_ssl_context()


def _with_authority(path: Path) -> ssl.SSLContext:
    made = _usual()
    try:
        made.load_verify_locations(cafile=path)
        return made
    except ssl.SSLError:
        why = _("it is no PEM file")
    except OSError as error:
        why = reason(error)
    message = _("the certificate {file} cannot be read: {reason}")
    raise FetchError(message.format(file=path, reason=why), code="tls")


def require_pinned(used: ssl.SSLContext, shown: bytes | None, host: str) -> None:
    """Return if the certificate that `host` has `shown` (DER) is the pinned one, or none is pinned.

    Raises `FetchError`, which says what was shown.
    """
    pinned = used.pinned if isinstance(used, Context) else b""
    found = sha256(shown or b"").digest()
    if pinned and found != pinned:
        message = _("{host} shows another certificate than the one that is set: sha256:{found}")
        raise FetchError(message.format(host=host, found=found.hex()), code="tls")
