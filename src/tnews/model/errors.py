"""Everything that can go wrong in a way a person can do something about.

    TnewsError
      ConfigError     the configuration or the command line is wrong
        OptionError   an option of a source's kind is wrong
      StoreError      the cache cannot be used
        DamageError   pages of its file are damaged
      SourceError     one source failed; the others go on
        FetchError    its server did not give the document
        ParseError    the document could not be read
      ExportError     the export could not be written
      SyncError       a synchronisation account failed
      BusyError       another refresh is running

The message is one line fit to show: what is wrong and what to do. The edge of the
program (`tnews.cli`) catches these once and turns them into exit codes.
"""

from __future__ import annotations

from tnews.model.clean import clean_line

TYPE_CHECKING = False  # typing takes 2 ms
if TYPE_CHECKING:
    from collections.abc import Iterable


class TnewsError(Exception):
    """Root of all errors that are shown to a person as one line."""

    def __init__(self, message: str) -> None:
        super().__init__(clean_line(message, 500))

    @property
    def message(self) -> str:
        """The line to show."""
        return str(self.args[0])


class ConfigError(TnewsError):
    """The configuration or a command-line argument is wrong. `others` are further mistakes of the
    same file, each a line as the message is."""

    def __init__(self, message: str, others: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.others = tuple(clean_line(other, 500) for other in others)


class OptionError(ConfigError):
    """The value of `option` in a [[source]] table is wrong; the message does not repeat its name."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


class StoreError(TnewsError):
    """The cache cannot be opened, read or written."""


class DamageError(StoreError):
    """Pages of the cache's file, or of its search index, are damaged."""


class SourceError(TnewsError):
    """One source failed. `url` is the address that was asked.

    `code` says what happened in a word of no language: http-404 (the status), gone (410 for
    good), offline (no
    connection), timeout, tls, proxy, broken (cut off, damaged or no HTTP), large, redirect (one
    that is not followed), private (an address that a stranger may not lead to), parse, defect (of
    tnews), or failed.
    """

    def __init__(self, message: str, url: str = "", *, code: str = "failed") -> None:
        super().__init__(message)
        self.url = clean_line(url, 500)
        self.code = clean_line(code, 40)


class FetchError(SourceError):
    """The server could not be reached or did not give the document.

    `offline` is true when no connection could be made at all, so that a refresh in which
    every source is offline can say that the network is down. `silent` is true when the
    server was asked and did not answer in time and in full.
    `retry_after` is the server's wish in seconds, already clamped, or None.
    """

    def __init__(
        self,
        message: str,
        url: str = "",
        *,
        offline: bool = False,
        silent: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
        code: str = "",
    ) -> None:
        code = code or (f"http-{status}" if status else "offline" if offline else "failed")
        super().__init__(message, url, code=code)
        self.offline = offline
        self.silent = silent
        self.status = status
        self.retry_after = retry_after


class ParseError(SourceError):
    """The document is not what the source promised."""

    def __init__(self, message: str, url: str = "") -> None:
        super().__init__(message, url, code="parse")


class ExportError(TnewsError):
    """An export could not be written."""


class SyncError(TnewsError):
    """A synchronisation account failed."""


class BusyError(TnewsError):
    """Another refresh is running."""
