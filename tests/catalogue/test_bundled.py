from urllib.parse import urlsplit

from tnews.catalogue import categories, sources


def test_the_keys_and_addresses_are_unique() -> None:
    bundled = sources()
    assert len(bundled) >= 18
    assert len({source.key for source in bundled}) == len(bundled)
    assert len({source.url for source in bundled}) == len(bundled)


def test_every_source_is_a_feed_of_the_publisher_and_on() -> None:
    for source in sources():
        address = urlsplit(source.url)
        assert address.scheme in ("http", "https")
        assert address.hostname
        assert "{" not in source.url
        assert (source.kind, source.relay, source.enabled) == ("feed", "", True)


def test_every_key_is_a_slug_and_every_source_has_a_name() -> None:
    for source in sources():
        assert source.key.replace("-", "").isalnum()
        assert source.key.isascii()
        assert source.key.islower()
        assert source.name


def test_every_channel_of_a_source_has_its_place_in_the_order() -> None:
    order = categories()
    assert order[:2] == ("要闻", "动态")
    assert order[-1] == "体育"
    assert len(set(order)) == len(order) == 15
    assert {source.category for source in sources()} <= set(order)


def test_sources_come_in_the_order_of_the_channels() -> None:
    order = categories()
    places = [order.index(source.category) for source in sources()]
    assert places == sorted(places)
