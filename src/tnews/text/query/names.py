"""The names of the search language: fields, states, connectives. Completion reads them too.

The first name of each is the English one, the second what a Chinese reader is offered. Names
are folded, so 標題: and ＴＩＴＬＥ： are names as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from tnews.text.query.nodes import Field, State

WORD_FIELDS: Final[dict[Field, tuple[str, ...]]] = {
    "title": ("title", "标题"),
    "source": ("source", "来源", "出处"),
    "category": ("category", "频道", "栏目", "分类", "channel"),
    "author": ("author", "作者", "记者"),
    "editor": ("editor", "责编", "责任编辑", "编辑"),
    "tag": ("tag", "标签"),
}
"""Fields that take words."""

STATE_FIELDS: Final = {"is": ("is", "是", "状态"), "has": ("has", "有", "含")}
"""Fields that take a state."""

DateField = Literal["after", "before", "until", "date"]
DATE_FIELDS: Final[dict[DateField, tuple[str, ...]]] = {
    "after": ("after", "之后", "自", "从", "since"),
    "before": ("before", "之前"),
    "until": ("until", "至", "到"),
    "date": ("date", "日期", "在", "时间", "on"),
}
"""Fields that take a date: from its beginning on, before its beginning, to its end, in it."""

STATES: Final[dict[str, dict[State, tuple[str, ...]]]] = {
    "is": {
        "unread": ("unread", "未读", "new"),
        "read": ("read", "已读"),
        "bookmarked": ("bookmarked", "收藏", "已收藏", "书签", "starred"),
    },
    "has": {
        "note": ("note", "笔记", "备注", "批注"),
        "tag": ("tag", "标签"),
    },
}
"""The states that `is:` and `has:` take."""

CONNECTIVES: Final = {
    "OR": "OR", "ＯＲ": "OR", "|": "OR", "｜": "OR", "||": "OR",
    "AND": "AND", "ＡＮＤ": "AND", "&": "AND", "&&": "AND",
    "NOT": "NOT", "ＮＯＴ": "NOT",
}  # fmt: skip
"""Words in capitals that join what stands around them."""


def _by_name() -> dict[str, str]:
    groups = (*WORD_FIELDS.items(), *STATE_FIELDS.items(), *DATE_FIELDS.items())
    return {name: field for field, names in groups for name in names}


FIELD_OF: Final = _by_name()
"""Every name of a field, folded, and the field."""


def state_of(field: str, said: str) -> State | None:
    """Return the state that `said`, folded, names after `field` ("is" or "has"), or None."""
    for states in (STATES[field], *STATES.values()):
        for state, names in states.items():
            if said in names:
                return state
    return None
