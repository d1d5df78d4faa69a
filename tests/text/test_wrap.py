"""Line breaking: what may begin and end a line, what stays whole, and that nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tnews.text import wrap
from tnews.text.wrap import breaks, cells, lines, truncate

# Written out again from the sources, on purpose not the tables of the implementation.
FORBIDDEN_FIRST = set(
    "，。、；：！？）］｝〕】〗〙〛》〉」』〞〟”’,.;:!?)]}…‥—–―·‧・･%‰％℃°′″～〜~›»/々ゝヽー｡､｣-−．＇'\u00a0"
)
FORBIDDEN_LAST = set("（［｛〔【〖〘〚《〈「『〝“‘([{‹«￥＄$¥£€№@＠\u00a0")
HANGING = set("，。、；：！？,.;:!?")
SIGNS = set("-−–~～")
FAMILY, FLAG, THUMB, KEYCAP = "👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "1️⃣"

ATOMS = (
    list("中文新闻报道记者昨天表示经济增长浙江省")
    + list("，。、；：！？（）《》“”‘’「」…—·％％℃～")
    + list("abcXYZéüЖ0123456789.,-+%$¥/&?=:;!'\"#@()[]１５Ｇ．−±×°")
    + ["  ", " ", " ", " ", "\u3000", "\u00a0", "——", "……", "15.7%", "-3.5℃", "¥9,999", "2021—2025"]
    + ["https://news.example.cn/a/2025/c_1.html?id=3&x=y", "Beyoncé", "state-of-the-art"]
    + [FAMILY, FLAG, THUMB, KEYCAP, "e\u0301", "❤️", "𠮷"]
)
texts = st.lists(st.sampled_from(ATOMS), max_size=90).map("".join)
han_texts = st.lists(
    st.sampled_from(
        [atom for atom in ATOMS if atom.isprintable()] + list("的一是在不了有和人这") * 8
    ),
    max_size=90,
).map("".join)
widths = st.integers(2, 24) | st.integers(20, 120)
hangs = st.sampled_from([0, 2])


def is_han(char: str) -> bool:
    return "一" <= char <= "鿿"


@pytest.fixture
def no_gift(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines end wherever they may, not earlier for what is better kept together."""
    monkeypatch.setattr(wrap, "_LARGEST_GIFT", 0)


def allowed_places(token: str, front: str, hang: int) -> str:
    """Return `token` with | wherever some line ends inside it, at any position on the line."""
    found = set()
    for width in (40, 41):
        for pad in range(21):
            before = front + "中" * pad
            text = before + token + "文" * 30
            found |= {place - len(before) for place in breaks(text, width, hang)}
    marked = [("|" if place in found and place else "") + c for place, c in enumerate(token)]
    return "".join(marked)


@pytest.mark.parametrize("hang", [0, 2])
@pytest.mark.parametrize("front", ["", THUMB], ids=["characters", "graphemes"])
@pytest.mark.parametrize(
    "marked",
    [
        # points, quotes, brackets
        "他|说：|“好|的。”|她|走|了",
        "甲”|“乙",
        "《人|民|日|报》|《浙|江|日|报》|等",
        "甲|（乙）。”|丙",
        "什|么？！|真|的",
        "“‘十|四|五’|规|划”|出|台",
        "文，|文、|文；|文",
        "文，|“文",
        "文 ，|文",
        "文|（ 文）|文",
        "甲|「乙」|『丙』|丁",
        "【快|讯】|文",
        "他|说|(好)|文",
        # dashes, dots, slashes
        "甲——|乙",
        "甲。——|乙",
        "甲……|乙",
        "甲……”|乙",
        "甲⸺|乙──|丙",
        "约|翰·|史|密|斯",
        "约|翰•史",
        "甲 |• 乙",
        "月/日",
        "文/ETtoday",
        "京-|上",
        "年-2|号",
        "京—|沪",
        "秦|岭–|淮|河",
        "三～|五|天",
        # numbers
        "涨|15.7%|以|上",
        "增|至|15|亿|元",
        "降|至-3.5℃|的",
        "降|至−3.5℃|的",
        "气|温 |-3.5℃|的",
        "气|温 |−3.5℃",
        "误|差|±2|度",
        "加|＋３|度",
        "约|¥9,999|元",
        "约|￥９|元",
        "约|１５．７％|的",
        "用|５Ｇ|网",
        "买|Ａ|股",
        "共|1,048,576|个",
        "以|1:3|负",
        "以|3：1|胜",
        "于|12：30|到",
        "甲：|30|人",
        "比|3∶1|的",
        "价|7.12¥/$的",
        "约|100€的",
        "长|3×4|米",
        "于|2021—2025|年",
        "于|2021–2025|年",
        "于|2021-2025|年",
        "约|10～15|天",
        "第|№5|号",
        "气|温|37°C|的",
        "有|30㎡|的",
        "有|5m²|的",
        "约|10⁻¹⁷|的",
        "第|2.5|次",
        "甲——|5|月",
        "增|加|3‰|的",
        # words of any alphabet
        "和|Beyoncé|唱",
        "叫|Müller|的",
        "在|Москва|的",
        "在|Αθήνα|的",
        "用|C++|语|言",
        "有|v2.0.1-beta.3|版",
        "有|GPT-5.5|版",
        "说|don’t|的",
        "说|don't|的",
        "说|A·B|的",
        "叫|Beyoncé |Müller|的",
        "叫|AT&T|的",
        "有.NET|的",
        # pairs of straight marks, prefixes, lists, glue
        '说|"好"|的',
        '说 |"好" |的',
        "说'好'的",
        "看|#话|题#|的",
        "看 |#话|题# |#又#|的",
        "看 |#甲 |#乙|的",
        "第|#5|号",
        "约|@用|户",
        "有|①|②|③|条",
        "图|①、|②",
        "甲\u00a0乙",
        "甲\u202f乙",
        "甲\u2060乙",
        "十|米\u00a0/\u00a0秒",
        "人々|山",
        "文|スー|パー",
        "有|①|A|级",
        "有™|的",
        # references
        "公|告[1]|和|报[23]、|文",
        "文|[注]|文",
        "文 |[1]|文",
        "看|[赞]|[鼓|掌]|(笑)|文",
        "用|f(x)[0]|求",
    ],
)
@pytest.mark.usefixtures("no_gift")
def test_a_line_ends_at_the_marked_places_and_nowhere_else(
    marked: str, front: str, hang: int
) -> None:
    assert allowed_places(marked.replace("|", ""), front, hang) == marked


@pytest.mark.parametrize("front", ["", THUMB], ids=["characters", "graphemes"])
@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("增|至|15|亿|元", "增|至|15亿|元"),
        ("于|2025|年", "于|2025年"),
        ("于|7|月|15|日", "于|7月|15日"),
        ("有 |5 |个", "有 |5 个"),
        ("涨|15.7%|以", "涨|15.7%|以"),
        ("共|1,048,576|个", "共|1,048,576|个"),
        ("看|《城|市|更|新》", "看|《城市|更|新》"),
        ("看|《红|楼|梦》|等", "看|《红楼|梦》|等"),
    ],
)
def test_a_line_ends_earlier_for_what_is_better_kept_together(
    marked: str, whole: str, front: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert allowed_places(whole.replace("|", ""), front, 0) == whole
    monkeypatch.setattr(wrap, "_LARGEST_GIFT", 0)
    assert allowed_places(whole.replace("|", ""), front, 0) == marked


def test_in_a_narrow_column_nothing_is_given_away() -> None:
    assert lines("文文文文文15亿元的文文", 14) == ["文文文文文15亿", "元的文文"]
    assert lines("文文文文文文15亿元的文", 14) == ["文文文文文文15", "亿元的文"]


def test_a_paragraph_does_not_end_with_a_character_alone() -> None:
    long = "文" * 19
    assert lines(long + "很好。", 40) == [long, "很好。"]
    assert lines(long + "人好。", 40)[-1] == "人好。"
    assert lines("文" * 20 + "好。", 40) == ["文" * 19, "文好。"]
    assert lines("文" * 20 + "好", 40) == ["文" * 19, "文好"]
    assert lines("文" * 20 + "5。", 40) == ["文" * 20, "5。"], "a word is not alone"


@pytest.mark.parametrize("hang", [0, 2])
@pytest.mark.parametrize("front", ["", "👍", FLAG, FAMILY])
@pytest.mark.parametrize(
    ("token", "kept"),
    [
        ("15.7%", "15.7%"),
        ("-3.5℃", "至-3.5℃"),
        ("−3.5℃", "至−3.5℃"),
        ("¥9,999", "¥9,999"),
        ("１５．７％", "１５．７％"),
    ],
)
def test_decimals_at_the_edge_stay_whole(token: str, kept: str, front: str, hang: int) -> None:
    for width in range(4, cells(token) + 5):
        text = f"{front}降至{token}左右，降至{token}"
        got = lines(text, width, hang)
        assert "".join(got) == text
        if width >= cells(kept):
            assert sum(kept[-len(token) :] in line for line in got) == 2, (width, got)


def test_a_hanging_point_is_not_the_point_of_a_number() -> None:
    assert lines("增长了15.7%", 10, hang=2) == ["增长了", "15.7%"]
    assert lines("👍增长15.7%", 10, hang=2) == ["👍增长", "15.7%"]


def test_a_point_hangs_in_the_margin_only_when_allowed() -> None:
    assert lines("浙江新闻。今天", 8, hang=2) == ["浙江新闻。", "今天"]
    assert lines("浙江新闻。今天", 8) == ["浙江新", "闻。今天"]
    assert lines("浙江新闻。”今天", 8, hang=2) == ["浙江新", "闻。”今", "天"]
    assert lines("浙江新（闻）今天", 10, hang=2) == ["浙江新", "（闻）今天"]
    assert lines("浙江新闻， 今天", 8, hang=2) == ["浙江新闻， ", "今天"]


def test_text_that_only_just_fits_is_one_line() -> None:
    assert breaks("浙江日报", 8) == []
    assert breaks("浙江日报。", 8, hang=2) == []
    assert breaks("浙江日报   ", 8) == []
    assert breaks("浙江日报。", 8) == [3]
    assert breaks("", 8) == []
    assert lines("", 8) == [""]


def test_a_width_below_two_is_taken_as_two() -> None:
    assert lines("中ab文", 1) == lines("中ab文", 0) == ["中", "ab", "文"]


def test_a_character_wider_than_the_line_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wrap._SIZES, "中", 3)  # no width table says so today
    assert lines("a中中", 2) == ["a", "中", "中"]


def test_spaces_end_the_line_they_follow() -> None:
    assert lines("Hello world again", 11) == ["Hello world ", "again"]
    assert lines("中文　　中文", 4) == ["中文　　", "中文"]


def test_a_gap_of_very_many_spaces_always_ends_a_line() -> None:
    assert lines("文（" + " " * 50 + "文文", 8) == ["文（" + " " * 50, "文文"]
    assert lines("文" + " " * 50 + "，文", 8) == ["文" + " " * 50, "，文"]


def test_the_indent_is_not_a_line_of_its_own() -> None:
    assert lines("　　abcdefghij", 8) == ["　　abcd", "efghij"]


def test_a_url_is_cut_after_a_mark_rather_than_leave_a_large_hole() -> None:
    text = "详见https://news.example.cn/politics/2025/story.html的报道"
    assert lines(text, 30) == ["详见https://news.example.cn/", "politics/2025/story.html的报道"]


def test_a_small_hole_is_accepted() -> None:
    assert lines("记者从会上获悉https://a.cn的事", 20) == ["记者从会上获悉", "https://a.cn的事"]


def test_a_slash_before_latin_is_no_url() -> None:
    assert lines("从此也断了联系。（文/Newspaper）", 30) == ["从此也断了联系。", "（文/Newspaper）"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("antidisestablishmentarianism", 20, ["antidisestablishment", "arianism"]),
        ("2025.10.22-2025.10.28", 20, ["2025.10.22-", "2025.10.28"]),
        ("2025/10/22/2025/10/28", 20, ["2025/10/22/2025/10/", "28"]),
        ("finance.example.cn.story", 20, ["finance.example.cn.", "story"]),
        ("！！！！！！", 8, ["！！！！", "！！"]),
        ("abcd，中", 4, ["abc", "d，", "中"]),
    ],
)
def test_a_word_longer_than_the_line_is_cut(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(texts, widths, hangs)
def test_nothing_is_lost_and_every_line_makes_progress(text: str, width: int, hang: int) -> None:
    got = lines(text, width, hang)
    assert "".join(got) == text
    assert all(got) or got == [""]


@given(st.text(max_size=60), widths, hangs)
def test_nothing_is_lost_of_any_text_whatever(text: str, width: int, hang: int) -> None:
    got = lines(text, width, hang)
    assert "".join(got) == text
    assert all(got) or got == [""]
    assert sum(map(cells, got)) == cells(text)


@given(texts, widths, hangs)
def test_no_line_is_too_wide(text: str, width: int, hang: int) -> None:
    for line in lines(text, width, hang):
        painted = line.rstrip(" \u3000")
        excess = cells(painted) - width
        assert excess <= 0 or (excess <= hang and painted[-1] in HANGING)


@given(texts | han_texts, widths, hangs)
def test_no_forbidden_mark_begins_or_ends_a_line(text: str, width: int, hang: int) -> None:
    start = 0
    for place in breaks(text, width, hang):
        line, rest = text[start:place], text[place:]
        start = place
        could_break = any(is_han(a) and is_han(b) for a, b in pairwise(line))
        if not could_break:
            continue  # the line may have no allowed break at all
        is_sign = line[-1] in " \u3000" and rest[0] in SIGNS and rest[1:2].isdecimal()
        assert is_sign or rest[0] not in FORBIDDEN_FIRST
        assert line.rstrip(" \u3000")[-1] not in FORBIDDEN_LAST


@given(texts, widths, hangs)
def test_each_line_alone_needs_no_break(text: str, width: int, hang: int) -> None:
    for line in lines(text, width, hang):
        assert breaks(line, width, hang) == []


@given(texts, widths, hangs)
def test_a_space_at_the_end_changes_no_break(text: str, width: int, hang: int) -> None:
    assert breaks(text + " ", width, hang) == breaks(text, width, hang)


@given(texts, widths, hangs)
def test_text_with_and_without_an_emoji_breaks_by_the_same_rules(
    text: str, width: int, hang: int
) -> None:
    plain = text + "文" * width
    with_emoji = plain + THUMB
    limit = len(text)
    assert [at for at in breaks(plain, width, hang) if at <= limit] == [
        at for at in breaks(with_emoji, width, hang) if at <= limit
    ]


@given(
    st.lists(
        st.sampled_from([FAMILY, FLAG, THUMB, KEYCAP, "e\u0301", "a", "中", "，", " "]), max_size=40
    ).map("".join),
    st.integers(2, 12),
    hangs,
)
def test_no_grapheme_is_cut(text: str, width: int, hang: int) -> None:
    joining = set("\u200d\ufe0f\u20e3\u0301🏽")
    for place in breaks(text, width, hang):
        assert text[place] not in joining
        assert text[place - 1] != "\u200d"
        letters_before = len(text[:place]) - len(text[:place].rstrip("🇨🇳"))
        assert letters_before % 2 == 0


@given(st.text() | texts)
def test_cells_are_those_of_rich(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("浙江日报", 8, "浙江日报"),
        ("浙江日报社", 8, "浙江日…"),
        ("浙江日报社", 9, "浙江日报…"),
        ("浙江 日报", 6, "浙江…"),
        ("浙江日报", 1, "…"),
        ("浙江日报", 0, ""),
        ("浙江日报", -3, ""),
        ("", 0, ""),
        (FAMILY * 3, 4, FAMILY + "…"),
        (FLAG * 3, 3, FLAG + "…"),
        ("cafe\u0301s", 5, "cafe\u0301s"),
        ("cafe\u0301s!", 5, "cafe\u0301…"),
    ],
)
def test_truncate(text: str, width: int, expected: str) -> None:
    assert truncate(text, width) == expected


def test_truncate_leaves_out_a_mark_that_does_not_fit() -> None:
    assert truncate("浙江日报", 3, mark="（略）") == "浙"


@given(texts, st.integers(0, 120), st.sampled_from(["…", "", "...", "……"]))
def test_truncated_text_fits_and_is_a_beginning(text: str, width: int, mark: str) -> None:
    cut = truncate(text, width, mark)
    assert cells(cut) <= width
    assert cut == text if cells(text) <= width else text.startswith(cut.removesuffix(mark))


@pytest.mark.parametrize("text", ["  2 \u033b", "\U0001f467 \U0001f3fd"])
def test_a_space_with_a_mark_on_it_takes_room_at_the_end_of_a_line_too(text: str) -> None:
    assert all(cells(line.rstrip()) <= 2 for line in lines(text, 2))
