import socket

import pytest


def test_a_connection_to_another_machine_fails_the_test() -> None:
    with (
        socket.socket() as connection,
        pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"),
    ):
        connection.connect(("192.0.2.1", 9))


def test_loopback_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())
