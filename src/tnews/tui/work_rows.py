"""The rows of the screen of what runs: the work in hand, then each source of the refresh. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tnews.locale import _, plural
from tnews.tui import report
from tnews.tui.jobs import Job
from tnews.tui.report import Keys
from tnews.tui.source_work import SourceWork


class WorkRow(NamedTuple):
    """One line. `job` is what it can stop, `source` the key of the source it is about, `number` the
    entry of the log; `said` is the state in one word, `part` what that word wears."""

    said: str
    name: str
    detail: str
    part: str
    job: Job | None = None
    source: str = ""
    number: int = 0


def job_rows(jobs: Sequence[Job]) -> list[WorkRow]:
    """Return a row for each piece of work, the latest first."""
    return [_job_row(job) for job in reversed(jobs)]


def source_rows(works: Sequence[SourceWork], keys: Keys) -> list[WorkRow]:
    """Return the rows of a refresh's sources; below one that failed stands why, and what to do."""
    found = []
    for work in works:
        found.append(_source_row(work))
        if work.state == "failed":
            found.append(_below(work, work.why))
            found.append(_below(work, report.advice(work.offline, keys, work.failure)))
    return found


def _job_row(job: Job) -> WorkRow:
    if job.is_cancelled:
        said, part = _("stopping"), "failed"
    else:
        said, part = _("running"), "mark"
    parts = [report.how_far(job.done, job.total) if job.total else "", job.now]
    parts.append(_seconds(job.seconds))
    return WorkRow(said, job.name, "  ".join(filter(None, parts)), part, job)


def _source_row(work: SourceWork) -> WorkRow:
    match work.state:
        case "failed":
            said, part, detail = _("failed"), "failed", _seconds(work.seconds)
        case "slow":
            said, part, detail = _("slow"), "number", _seconds(work.seconds)
        case "now":
            said, part, detail = _("now"), "mark", _seconds(work.seconds)
        case "waiting":
            said, part, detail = _("waiting"), "detail", ""
        case "stopped":
            said, part, detail = _("stopped"), "detail", ""
        case "done":
            new = plural("{n} new article", "{n} new articles", work.new).format(n=work.new)
            said, part, detail = _("done"), "added", new if work.new else _("nothing new")
    return WorkRow(said, work.name, detail, part, source=work.key)


def _below(work: SourceWork, text: str) -> WorkRow:
    return WorkRow("", "", text, "detail", source=work.key)


def _seconds(seconds: float) -> str:
    return _("{seconds:.0f} s").format(seconds=seconds) if seconds >= 1 else ""
