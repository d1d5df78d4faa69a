"""Write docs/keys.md from the table of actions: `python scripts/make_keys_docs.py`."""

from __future__ import annotations

from pathlib import Path

from tnews import locale
from tnews.locale import _
from tnews.tui.actions import ACTIONS, GROUPS, shown_keys

PATH = Path(__file__).parent.parent / "docs" / "keys.md"


def document() -> str:
    """Return docs/keys.md."""
    lines = [
        "# Keys 按键",
        "",
        "Made from `src/tnews/tui/actions.py` by `make docs`. Change a key in the configuration:",
        "",
        "```toml",
        "[keys]",
        'bookmark = "B"',
        'next_unread = ["n", "ctrl+n"]',
        "```",
        "",
        "Dialogs know the keys that move, leave, copy and save, too; `Enter` and `Esc` are the same in all of them.",
        "对话框里的移动、离开、复制、保存也跟着改；`Enter` 和 `Esc` 在所有对话框里都一样。",
        "",
        "| keys | id | does | 作用 |",
        "|---|---|---|---|",
    ]
    for group in GROUPS:
        for action in ACTIONS:
            if action.group == group:
                keys = " ".join(f"`{key}`" for key in shown_keys(action, {}).split())
                locale.choose("zh_CN")
                chinese = _(action.help)
                lines.append(f"| {keys} | {action.id} | {action.help} | {chinese} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
