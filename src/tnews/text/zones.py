"""The time of Chinese sources that name no zone."""

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Chinese time. No summer time since 1991, so a fixed offset is exact."""
