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
        'first = ["gg", "home"]',
        "demo = []",
        "```",
        "",
        "A key is a character, a name (`enter` `escape` `space` `tab` `home` `pageup` `up` `f5` …), or one with `ctrl+`",
        "`alt+` `shift+` before it. Keys pressed one after the other are written with spaces, `g ctrl+u`; two characters",
        "may do without, `gg`. What is the name of a key is that key: `up`, not `u` and `p`. `[]` is no key.",
        "`Ctrl+c` always quits. A key given here is taken from the action that has it otherwise; if that one is left",
        "without any key, the status line says so. Keys that begin alike cannot both be had: `g` takes `gg` and `gu` away.",
        "",
        "按键写一个字符、键名（`enter` `escape` `space` `tab` `home` `pageup` `up` `f5` ……），或在前面加 `ctrl+` `alt+`",
        "`shift+`。连按的几个键用空格分开，如 `g ctrl+u`；两个字符可以连写，如 `gg`。本身是键名的就是那个键：`up` 不是",
        "先按 `u` 再按 `p`。`[]` 表示不用按键。`Ctrl+c` 固定用来退出。这里写的按键会从原来的动作那里拿走；哪个动作因此没有",
        "按键了，状态栏会说明。开头相同的按键不能并存：用了 `g`，就没有 `gg` 和 `gu`。",
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
