"""Bytes of a feed or page -> text. Chinese first: GB2312 and GBK mean GB18030, Big5 means Big5-HKSCS.

Declarations lie (saved and proxied documents keep the old one), bytes do not: strict UTF-8
beats every declaration, and between the others the commonest Chinese characters decide.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

_NAMES = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8"),
    "gb18030": ("gb18030", "gb2312", "gbk", "x-gbk", "gb-2312-80", "csgb2312", "cp936", "936"),
    "big5hkscs": ("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950"),
    "shift_jis": ("shift-jis", "sjis", "x-sjis", "windows-31j", "ms-kanji"),
    "euc_jp": ("euc-jp", "x-euc-jp"),
    "cp949": ("euc-kr", "ks-c-5601-1987", "ksc5601", "cp949", "windows-949"),
    "koi8_r": ("koi8-r", "koi8"),
    "koi8_u": ("koi8-u",),
    **{f"cp{n}": (f"windows-{n}", f"cp{n}", f"x-cp{n}") for n in range(1250, 1259)},
    **{f"iso8859_{n}": (f"iso-8859-{n}", f"iso8859-{n}") for n in (*range(2, 11), 13, 14, 15, 16)},
}
CODECS = {name: codec for codec, names in _NAMES.items() for name in names}
"""Every codec that may be used, by the names documents give it. Anything else that Python
knows (rot13, zlib, idna, utf-7 …) is not for documents. ISO-8859-1 and ASCII are missing
because servers claim them by default; they are what is left when nothing else fits."""

_BOMS = (  # the longer first: a UTF-32-LE mark begins with a UTF-16-LE one
    (b"\x00\x00\xfe\xff", "utf_32_be"),
    (b"\xff\xfe\x00\x00", "utf_32_le"),
    (b"\xfe\xff", "utf_16_be"),
    (b"\xff\xfe", "utf_16_le"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE = (  # how "<" or another ASCII character begins a document without a mark
    (re.compile(rb"(?:\x00\x00\x00[\t\n\r\x20-\x7e]){2}"), "utf_32_be"),
    (re.compile(rb"(?:[\t\n\r\x20-\x7e]\x00\x00\x00){2}"), "utf_32_le"),
    (re.compile(rb"(?:\x00[\t\n\r\x20-\x7e]){4}"), "utf_16_be"),
    (re.compile(rb"(?:[\t\n\r\x20-\x7e]\x00){4}"), "utf_16_le"),
)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})""", re.I)
_META_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)

_SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心"
    "反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期"
    "根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志"
    "世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每"
    "目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律"
    "叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感"
    "劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片"
    "始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪"
    "网新闻记者称表示经济公司中国北京上海企业投资市场"
)
_TRADITIONAL = (
    "這會為個們來說對發經過還後開種點問無實學現動進業體產將應關與員間國時當從兩機電話題處樣關頭見"
    "長門東車馬書報導記聞稱認識選舉總統黨議權資訊網際專訪圖傳據獲轉變億萬區灣兒視線"
)
_MARKS = "，。、；：“”「」『』（）《》？！"
_COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL + _MARKS)

_OTHERS: tuple[tuple[str, Container[int], float], ...] = (
    ("cp1251", frozenset(map(ord, "оеаинтсрвлкмдпуяы")), 0.7),
    ("koi8_r", frozenset(map(ord, "оеаинтсрвлкмдпуяы")), 0.7),
    ("cp1253", frozenset(map(ord, "αοιετσνηυρπκμςλωίόήάέ")), 0.7),
    ("cp1255", frozenset(map(ord, "יוהלאמרבשתנדקחפעגם")), 0.7),
    ("cp1256", frozenset(map(ord, "اليمنرتوبدسعهفقأكحجة")), 0.7),
    ("euc_jp", range(0x3041, 0x30FF), 0.3),
    ("shift_jis", range(0x3041, 0x30FF), 0.3),
    ("cp949", range(0xAC00, 0xD7A4), 0.95),
)
"""Languages that are told by their letters where nothing is declared and nothing reads as Chinese: a
codec, the commonest letters, the share they have at least. In a wrong decoding they have half of that."""
_LEAST = 20
"""Letters by which a language may be told."""

_ASCII = bytes(range(128))
_NOT_ASCII = re.compile(rb"[^\x00-\x7f]+")
_RUN = re.compile(rb"[^\x00-\x7f]+(?:[0-9][^\x00-\x7f]+)*[\x00-\x7f]?")
_SEGMENT = re.compile(rb"[<\n]?[^<\n]*")
_SAMPLE = 24_000
"""Bytes that are scored: more did not change a decision."""
_CHINESE = 0.45
"""Share of common characters above which a text is Chinese: right decoding gives 0.6 to 0.8,
wrong ones at most 0.2."""


def decode(body: bytes, http_charset: str = "") -> str:
    """Return `body` as text; never raises, what cannot be read becomes U+FFFD.

    `http_charset` is the charset parameter of the Content-Type header. Order: byte-order
    mark, UTF-16 and UTF-32 by their NULs, strict UTF-8, UTF-8 with damaged places, then the
    declared charset, GB18030 and Big5-HKSCS by score. A document that mixes UTF-8 with
    another charset (items pasted from elsewhere) is read piece by piece.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    for shape, codec in _WIDE:
        if shape.match(body):
            return body.decode(codec, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _halves_joined(body) or _decode_otherwise(body, http_charset)


def _halves_joined(body: bytes) -> str:
    """Return UTF-8 in which halves of characters are encoded one by one (CESU-8, as Java and MySQL
    write emoji), "" if it is none."""
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return ""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decode_otherwise(body: bytes, http_charset: str) -> str:
    segments = _SEGMENT.findall(body)
    foreign = [segment for segment in segments if not _reads_as_utf8(segment)]
    bad = sum(len(_high(segment)) for segment in foreign)
    codec = _choose(b"".join(foreign), [http_charset, *_declared(body)]) if bad else "utf-8"
    if bad * 5 > len(_high(body)) * 4:  # what else reads as UTF-8 does so by chance
        return body.decode(codec, "replace")
    pieces = []
    for segment in segments:  # two bytes are more likely the rest of a cut character
        is_utf8 = _reads_as_utf8(segment) or len(_high(segment)) < 3
        pieces.append(segment.decode("utf-8" if is_utf8 else codec, "replace"))
    return "".join(pieces)


def _reads_as_utf8(segment: bytes) -> bool:
    """Whether `segment` is UTF-8, be it with a few damaged places.

    Of damaged UTF-8 few bytes are lost; of GBK or Big5 read as UTF-8 at least every second.
    """
    if segment.isascii():
        return True
    lost = segment.decode("utf-8", "replace").count("\ufffd")
    return lost * 4 <= len(_high(segment))


def _high(data: bytes) -> bytes:
    return data.translate(None, _ASCII)


def _declared(body: bytes) -> Iterator[str]:
    if match := _XML_DECLARED.search(body[:1024]):
        yield match[1].decode("ascii", "replace")
    if match := _META_DECLARED.search(body[:8192]):
        yield match[1].decode("ascii", "replace")


def _choose(data: bytes, declared: list[str]) -> str:
    """Return the codec that makes the most Chinese of `data`, or a declared other one.

    The first declared codec wins a close race. Where nothing reads as Chinese, a declared
    codec that fits is believed. Else letters that mostly stand alone among ASCII, or make no
    Chinese at all, are European: Windows-1252, the superset of ISO-8859-1; and other languages are
    told by their letters.
    """
    named = [CODECS.get(name.strip().lower().replace("_", "-"), "") for name in declared]
    named = list(dict.fromkeys(codec for codec in named if codec not in ("", "utf-8")))
    candidates = list(dict.fromkeys([*named, "gb18030", "big5hkscs"]))
    sample = _sample(data)
    scores = {codec: _score(sample, codec) for codec in candidates}
    if named:
        scores[named[0]] += 0.15
    best = max(candidates, key=lambda codec: scores[codec])
    if scores[best] >= _CHINESE:
        return best
    for codec in named:
        if sample.decode(codec, "replace").count("\ufffd") < 2:  # one: the sample's cut end
            return codec
    if named and named[0] in ("gb18030", "big5hkscs"):
        return named[0]
    runs = _NOT_ASCII.findall(sample)
    alone = sum(len(run) == 1 for run in runs)
    is_no_chinese = len(b"".join(runs)) < 3 * len(runs) and scores[best] < -0.5
    if alone * 2 > len(runs) or is_no_chinese:
        return "cp1252"
    return _other_language(sample) or best


def _other_language(sample: bytes) -> str:
    """Return the codec of the language whose letters these are, "" if they are of none."""
    best, most = "", 0.0
    for codec, common, least in _OTHERS:
        letters = [ord(char) for char in sample.decode(codec, "replace") if char >= "\u0080"]
        if len(letters) < _LEAST or letters.count(0xFFFD) * 20 > len(letters):
            continue
        share = sum(letter in common for letter in letters) / len(letters)
        if share >= least and share / least > most:
            best, most = codec, share / least
    return best


def _sample(data: bytes) -> bytes:
    """Return up to `_SAMPLE` bytes of the runs that are not plain ASCII.

    The second byte of a character may be ASCII, in four-byte characters a digit stands
    between: what follows a run comes along.
    """
    runs: list[bytes] = []
    length = 0
    for match in _RUN.finditer(data):
        runs.append(match[0])
        length += len(match[0]) + 1
        if length > _SAMPLE:
            break
    return b"\n".join(runs)[: _SAMPLE * 2]


def _score(sample: bytes, codec: str) -> float:
    """Return the share of common Chinese characters; what is lost counts five times against."""
    letters = [char for char in sample.decode(codec, "replace") if char >= "\u0080"]
    common = sum(char in _COMMON for char in letters)
    lost = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in letters)
    return (common - 5 * lost) / max(len(letters), 1)
