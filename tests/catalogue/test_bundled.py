from urllib.parse import urlsplit

import pytest

from tnews import sources as kinds
from tnews.catalogue import NEWSNOW, categories, sources
from tnews.model import Source
from tnews.model.source import RSSHUB, source_url

FIRST_KEYS = {
    "chinanews-important", "people-politics", "jiemian", "chinanews-scroll", "chinanews-society",
    "geekpark", "toodaylab", "36kr", "huxiu", "chinanews-finance", "ftchinese", "tmtpost", "ithome",
    "ifanr", "sspai", "solidot", "qbitai", "people-it", "people-health", "c114", "c-fol",
    "chinanews-edu", "people-edu", "chinanews-world", "chinanews-culture", "gcores",
    "chinanews-sports",
}  # fmt: skip
"""The keys of the first release: what people have read follows them for ever."""


def test_keys_are_unique_and_addresses_with_their_options_too() -> None:
    bundled = sources()
    assert len(bundled) >= 100
    assert len({source.key for source in bundled}) == len(bundled)
    assert len({(source.url, repr(source.options)) for source in bundled}) == len(bundled)
    assert len({source.name for source in bundled}) == len(bundled)


def test_no_key_of_the_first_release_is_lost() -> None:
    on = {source.key for source in sources() if source.enabled and source.kind == "feed"}
    assert on >= FIRST_KEYS


def test_every_key_is_a_slug_and_every_source_has_a_name() -> None:
    for source in sources():
        assert source.key.replace("-", "").isalnum()
        assert source.key.isascii()
        assert source.key.islower()
        assert source.name


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.key)
def test_every_source_can_be_fetched_as_it_says(source: Source) -> None:
    assert source_url(source.url) == source.url or source.url.startswith(NEWSNOW)
    assert "@" not in urlsplit(source.url).netloc
    module = kinds.load(source.kind)
    assert set(source.options) <= set(module.OPTIONS)
    module.check(source.options)


def test_pages_are_off_and_no_source_brings_a_key() -> None:
    for source in sources():
        assert not (source.kind == "page" and source.enabled)
        assert set(source.options.get("api_key", {})) <= {"param", "env"}


def test_whoever_stands_between_is_named() -> None:
    for source in sources():
        host = urlsplit(source.url).netloc
        is_relayed = source.url.startswith((RSSHUB, NEWSNOW)) or host in (
            "plink.anyfeeder.com",
            "wechat2rss.xlab.app",
            "v.juhe.cn",
            "apis.tianapi.com",
        )
        assert bool(source.relay) == is_relayed, source.key


def test_every_channel_has_its_place_in_the_order_and_a_source() -> None:
    order = categories()
    assert order[:2] == ("要闻", "动态")
    assert order[-1] == "体育"
    assert len(set(order)) == len(order) == 15
    assert {source.category for source in sources()} == set(order)


def test_weak_channels_have_pages_or_apis_to_try() -> None:
    for channel in ("消费", "汽车", "房产", "健康", "通信", "教育"):
        unfed = {source.kind for source in sources() if source.category == channel} - {"feed"}
        assert unfed, channel


def test_sources_come_in_the_order_of_the_channels() -> None:
    order = categories()
    places = [order.index(source.category) for source in sources()]
    assert places == sorted(places)


def test_the_interval_is_the_callers() -> None:
    assert {source.interval for source in sources(5400)} == {5400}
