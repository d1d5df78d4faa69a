import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.charset import CODECS, decode

SIMPLIFIED = "市气象台今天发布大风预警，提醒市民出门注意安全，有关部门已经做好准备。"
TRADITIONAL = "行政院今日宣布新的經濟政策，專家認為這將會對市場產生影響。"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb2312",
        "gbk",
        "gb18030",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    ],
)
def test_undeclared_simplified_chinese_is_read(encoding: str) -> None:
    assert decode(f"<rss>{SIMPLIFIED}</rss>".encode(encoding)) == f"<rss>{SIMPLIFIED}</rss>"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5", "big5hkscs"])
def test_undeclared_traditional_chinese_is_read(encoding: str) -> None:
    assert decode(f"<rss>{TRADITIONAL}</rss>".encode(encoding)) == f"<rss>{TRADITIONAL}</rss>"


def test_gb2312_means_gb18030() -> None:
    text = '<?xml version="1.0" encoding="gb2312"?><t>朱镕基，㛃，😀</t>'
    assert decode(text.encode("gb18030")) == text


def test_charset_of_the_header_alone_is_enough() -> None:
    assert decode("<t>镕</t>".encode("gbk"), "GB2312") == "<t>镕</t>"


@pytest.mark.parametrize("declared", ["gb2312", "big5", "iso-8859-1", "windows-1252", "rot13"])
def test_utf8_wins_over_a_wrong_declaration(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><t>{SIMPLIFIED}</t>'
    assert decode(text.encode(), declared) == text


def test_gbk_is_read_although_utf8_is_declared() -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?><t>{SIMPLIFIED}</t>'
    assert decode(text.encode("gbk"), "utf-8") == text


def test_meta_declaration_is_read() -> None:
    text = (
        '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>Новости дня</p>'
    )
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("日本語のニュースです、東京の天気", "shift_jis", "Shift_JIS"),
        ("日本語のニュースです、東京の天気", "euc_jp", "EUC-JP"),
        ("한국어 뉴스입니다 오늘의 날씨", "cp949", "ks_c_5601-1987"),
        ("Привет, новости дня", "koi8_r", "koi8-r"),
    ],
)
def test_other_declared_charsets_are_believed(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == text


def test_undeclared_latin1_stays_latin() -> None:
    text = "<t>Un été à la carte : déjà vu, garçon, naïve façade où élève</t>"
    assert decode(text.encode("latin-1")) == text


def test_damaged_utf8_loses_only_the_damage() -> None:
    body = SIMPLIFIED.encode() + b"\xe5\x9b<" + SIMPLIFIED.encode() + b"\xff"
    assert decode(body) == f"{SIMPLIFIED}\ufffd<{SIMPLIFIED}\ufffd"


def test_mixed_document_is_read_piece_by_piece() -> None:
    body = b"<i>" + SIMPLIFIED.encode("gbk") + b"</i><i>" + SIMPLIFIED.encode() + b"</i>"
    assert decode(body) == f"<i>{SIMPLIFIED}</i><i>{SIMPLIFIED}</i>"


def test_codecs_that_are_no_charsets_are_missing() -> None:
    assert not {"rot13", "zlib", "idna", "utf-7", "punycode", "unicode-escape"} & set(CODECS)
    assert not {"rot_13", "zlib_codec", "idna", "utf_7", "hex"} & set(CODECS.values())


@given(
    st.binary(max_size=400), st.sampled_from(["", "gbk", "big5", "rot13", "utf-16", "\0", "x" * 99])
)
def test_it_never_raises(body: bytes, charset: str) -> None:
    decode(body, charset).encode()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff\0")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Вчера правительство объявило о новых мерах поддержки", "cp1251"),
        ("Вчера правительство объявило о новых мерах поддержки", "koi8_r"),
        ("Χθες το βράδυ η κυβέρνηση ανακοίνωσε νέα μέτρα", "cp1253"),
        ("昨日の夜、政府は新しい経済対策を発表しましたと述べた", "euc_jp"),
        ("昨日の夜、政府は新しい経済対策を発表しましたと述べた", "shift_jis"),
        ("어제 저녁 정부는 새로운 경제 대책을 발표했다고 말했다", "cp949"),
        ("This is a £“test.”", "cp1252"),
    ],
)
def test_other_languages_are_told_by_their_letters(text: str, encoding: str) -> None:
    assert decode(f"<t>{text}</t>".encode(encoding)) == f"<t>{text}</t>"


@pytest.mark.parametrize("text", ["李彧堃、璟雯、翀昊：赟禛淼焱", "镕基", "北京市昨日发布通知"])
def test_a_few_chinese_characters_are_no_other_language(text: str) -> None:
    assert decode(f"<t>{text}</t>".encode("gb18030")) == f"<t>{text}</t>"


def test_halves_of_characters_are_put_together() -> None:
    cesu = "前面😀后面".encode().replace("😀".encode(), b"\xed\xa0\xbd\xed\xb8\x80")
    assert decode(cesu) == "前面😀后面"
    assert decode("前面".encode() + b"\xed\xa0\xbd" + "后面".encode()) == "前面\ufffd后面"
