"""A webhook leads to the public network, unless the profile says otherwise, and to the machine that was looked at."""

import socket
from typing import Any

import pytest

from orchestration.notices.addresses import place_of
from orchestration.notices.undelivered import Undelivered
from published.receivers import Webhook


def resolving(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    def answer(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def hook(url: str = "https://hooks.office.example:8443/in?key=1", private: bool = False) -> Webhook:
    return Webhook(webhook=url, secret="env:HOOK", private=private)


def test_a_public_machine_is_asked_by_its_number_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.215.14", "1.1.1.1")
    place = place_of(hook())
    assert str(place.url) == "https://93.184.215.14:8443/in?key=1"
    assert (place.host, place.name) == ("hooks.office.example:8443", "hooks.office.example")


@pytest.mark.parametrize(
    "number", ["10.0.0.7", "127.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.7"]
)
def test_a_private_machine_is_asked_only_where_the_profile_says_so(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, "1.1.1.1", number)
    with pytest.raises(Undelivered, match="内部地址"):
        place_of(hook())
    assert place_of(hook(private=True)).name == "hooks.office.example"


@pytest.mark.parametrize("number", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:169.254.169.254"])
def test_no_profile_can_open_what_no_receiver_has(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, number)
    with pytest.raises(Undelivered, match="内部地址"):
        place_of(hook(private=True))


def test_this_machine_is_asked_where_it_is_named() -> None:
    assert place_of(hook("http://127.0.0.1:8080/")).host == "127.0.0.1:8080"
    assert str(place_of(hook("http://[::1]:8080/x")).url) == "http://[::1]:8080/x"


def test_what_is_no_address_is_told_without_it() -> None:
    with pytest.raises(Undelivered, match="写错") as caught:
        place_of(hook("https://hooks.office.example\u200b/\x01geheim"))
    assert "geheim" not in str(caught.value)
