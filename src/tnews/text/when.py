"""Times as a person reads them, in local time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tnews.locale import _

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def local(moment: datetime) -> datetime:
    """Return `moment` in the machine's time zone."""
    return moment.astimezone()


def short_time(moment: datetime, now: datetime) -> str:
    """Return the time for a list: 09:30 today, 08-02 this year, 2021-08-02 before."""
    moment = local(moment)
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    if moment.year == now.year:
        return moment.strftime("%m-%d")
    return moment.strftime("%Y-%m-%d")


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago that was: 刚刚, 3分钟前, 3小时前 today, 昨天 21:07, else the date.

    What is yet to come, by a clock that goes ahead, is 刚刚 for an hour; then it has its date.
    """
    since = now - moment
    if -HOUR < since < MINUTE:
        return _("just now")
    if MINUTE <= since < HOUR:
        return _("{n} min ago").format(n=since // MINUTE)
    moment, now = local(moment), local(now)
    if since >= MINUTE and moment.date() == now.date():
        return _("{n} h ago").format(n=since // HOUR)
    if moment.date() == (now - timedelta(days=1)).date():
        return _("yesterday {time}").format(time=moment.strftime("%H:%M"))
    return short_time(moment, now)


def ahead(moment: datetime, now: datetime) -> str:
    """Return in how long that will be: 1分钟内, 12分钟后, 3小时后, 2天后."""
    until = moment - now
    if until < MINUTE:
        return _("within a minute")
    if until < HOUR:
        return _("in {n} min").format(n=until // MINUTE)
    if until < 48 * HOUR:
        return _("in {n} h").format(n=until // HOUR)
    return _("in {n} days").format(n=until.days)


def month_name(month: date, now: date) -> str:
    """Return the name of a month, with its year if that is not the present one."""
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    name = names[month.month - 1]
    if month.year == now.year:
        return name
    return _("{month} {year}").format(month=name, year=month.year)


def long_time(moment: datetime) -> str:
    """Return the time for a metadata line: 2021-08-02 09:30."""
    return local(moment).strftime("%Y-%m-%d %H:%M")
