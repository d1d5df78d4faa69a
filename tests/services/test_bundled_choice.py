from tnews import catalogue
from tnews.model import Source
from tnews.model.record import replace
from tnews.model.settings import Config, NewsnowSettings, RefreshSettings, RssHubSettings
from tnews.services.bundled import is_same, marked, missing, offered, with_bundled

NOTHING: dict[str, str] = {}


def keys_on(config: Config, environ: dict[str, str] = NOTHING) -> set[str]:
    return {source.key for source in offered(config, environ) if source.enabled}


def test_only_what_is_on_joins_the_configuration() -> None:
    config = with_bundled(Config())
    assert all(source.enabled for source in config.sources)
    assert len(config.sources) < len(offered(Config())) == len(catalogue.sources())
    assert config.categories == catalogue.categories()
    assert with_bundled(Config(categories=("IT",))).categories == ("IT",)


def test_rsshub_sources_are_off_without_a_server() -> None:
    without = keys_on(Config())
    within = keys_on(Config(rsshub=RssHubSettings(bases=("http://127.0.0.1:1200",))))
    assert within - without == {"ifeng-news", "infzm"}
    assert without <= within


def test_newsnow_lists_are_off_without_a_server_and_go_to_it() -> None:
    config = Config(newsnow=NewsnowSettings(base="http://127.0.0.1:4444/"))
    assert keys_on(config) - keys_on(Config()) == {"smzdm-hot", "dongqiudi-hot", "hupu-hot"}
    (hupu,) = [source for source in offered(config) if source.key == "hupu-hot"]
    assert hupu.url == "http://127.0.0.1:4444/api/s?id=hupu"


def test_an_api_is_off_until_its_key_is_in_the_environment() -> None:
    config = Config()
    with_key = keys_on(config, {"JUHE_NEWS_KEY": "x"})
    assert with_key - keys_on(config) == {"juhe-auto", "juhe-health"}
    (juhe,) = [source for source in catalogue.sources() if source.key == "juhe-auto"]
    assert "JUHE_NEWS_KEY" in missing(juhe, config, {})
    assert missing(juhe, config, {"JUHE_NEWS_KEY": "x"}) == ""


def test_relays_can_be_left_out() -> None:
    config = with_bundled(Config(relays=False))
    assert not any(source.relay for source in config.sources)
    assert any(source.relay for source in with_bundled(Config()).sources)


def test_channels_can_be_chosen() -> None:
    config = with_bundled(Config(catalogue=("国际", "IT")))
    assert {source.category for source in config.sources} == {"国际", "IT"}
    assert not with_bundled(Config(catalogue=())).sources


def test_a_table_replaces_the_bundled_source_of_its_key_or_address() -> None:
    first, second, *_rest = catalogue.sources()
    mine = replace(first, enabled=False)
    other = Source("other", second.url.replace("https://", "http://www."), "x", "y")
    config = with_bundled(Config(sources=(mine, other)))
    assert config.sources[:2] == (mine, other)
    assert [source.key for source in config.sources].count(first.key) == 1
    assert second.key not in {source.key for source in config.sources}


def test_sources_of_one_address_differ_by_their_options() -> None:
    juhe = [source for source in catalogue.sources() if source.key.startswith("juhe-")]
    mine = replace(juhe[0], key="mine")
    assert is_same(mine, juhe[0])
    assert not is_same(mine, juhe[1])
    assert juhe[1].key in keys_on(Config(sources=(mine,)), {"JUHE_NEWS_KEY": "x"})


def test_own_sources_are_marked_with_their_relay() -> None:
    own = (
        Source("people-daily", "https://a.example/", "x", "y"),
        Source("mine", "rsshub://a/b", "x", "y"),
        Source("plain", "https://b.example/", "x", "y"),
    )
    relays = [source.relay for source in marked(Config(sources=own)).sources]
    assert relays == ["anyfeeder", "RSSHub", ""]


def test_the_interval_is_the_configured_one() -> None:
    config = Config(refresh=RefreshSettings(interval=90))
    assert {source.interval for source in with_bundled(config).sources} == {5400}
