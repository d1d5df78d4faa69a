"""Write docs/keys.md from the table of actions: `python scripts/make_keys_docs.py`."""

from __future__ import annotations

from pathlib import Path

from tnews import locale
from tnews.locale import _
from tnews.tui.actions import ACTIONS, GROUPS, shown_keys
from tnews.tui.keymap import Keymap

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
        "## Presets 按键方案",
        "",
        '`[keys] preset = "…"`, or `keys = "…"` where nothing else is changed. 只用方案时写 `keys = "…"` 就行。',
        "",
        *presets(),
        "## All actions 全部动作",
        "",
        "| keys | id | does | 作用 |",
        "|---|---|---|---|",
    ]
    for group in GROUPS:
        for action in ACTIONS:
            if action.group == group:
                keys = _code(shown_keys(action, {})).replace("`|`", "`\\|`")
                locale.choose("zh_CN")
                chinese = _(action.help)
                lines.append(f"| {keys} | {action.id} | {action.help} | {chinese} |")
    return "\n".join(lines) + "\n"


ABOUT = {
    "newsboat": "newsboat's keys, where tnews can do the same; its `j` and `k` are lines, and `q` leads from a channel to all first. newsboat 的按键；`j`、`k` 是上下移动，`q` 从频道先回到全部。",
    "vim": "Numbers before a key are counts, not channels: `5j` `3n` `12G`. 按键前的数字是次数，不选频道。",
    "simple": "Arrows, Enter, Esc, Space and few letters. 方向键、Enter、Esc、空格和少数字母。",
}


def presets() -> list[str]:
    """Return what each preset changes, but for what it leaves without keys."""
    lines = []
    for preset, about in ABOUT.items():
        table = Keymap({}, preset).keys
        usual = Keymap({}).keys
        changed = [action for action in ACTIONS if table[action.id] not in (usual[action.id], ())]
        keys = [f"{action.id} {_code(shown_keys(action, table))}" for action in changed]
        lines += [f"**{preset}**: {about} {' · '.join(keys)}.", ""]
    return lines


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.split())


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
