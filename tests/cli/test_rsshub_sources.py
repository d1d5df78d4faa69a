"""A source through RSSHub from the configuration to the list, with a server on loopback."""

from command_line import Place, rss, web_site


def test_a_route_is_fetched_from_the_configured_server(empty: Place) -> None:
    with web_site({"/lake/news": rss("湖边", "一", "二")}) as web:
        empty.config.write_text(
            f'[rsshub]\nbases = ["http://127.0.0.1:9", "{web}/"]\n', encoding="utf-8"
        )
        empty.add_source("lake", "rsshub://lake/news")
        assert empty.run("refresh").code == 0
        assert empty.run("sources", "--json").json[0]["relay"] == "RSSHub"
    assert len(empty.run("list", "--json").json) == 2


def test_without_a_server_the_refresh_says_what_to_set(empty: Place) -> None:
    empty.add_source("lake", "rsshub://lake/news")
    done = empty.run("refresh")
    assert done.code == 1
    assert "set [rsshub] bases" in done.out
