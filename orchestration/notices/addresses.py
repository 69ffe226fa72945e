"""To which machine a webhook may lead: the one that is asked is the one that was looked at."""

import ipaddress
import socket
from dataclasses import dataclass

import httpx

from orchestration.notices.undelivered import Undelivered
from published.receivers import Webhook
from published.ways_in import LOOPBACK

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Place:
    """A machine, by number, and the URL that leads there without asking for its name again."""

    url: httpx.URL
    host: str
    name: str


def place_of(receiver: Webhook) -> Place:
    """Where the receiver's address leads; raises Undelivered where it must not lead, OSError where nothing is known."""
    try:
        url = httpx.URL(receiver.webhook)
    except httpx.InvalidURL:
        raise Undelivered("网址写错了") from None
    numbers = _numbers(url)
    for number in numbers:
        if not _allowed(number, receiver, url.host):
            raise Undelivered(f"{url.host} 指向内部地址 {number}；如确需如此，请在配置中写明 private: true")
    return Place(url.copy_with(host=str(numbers[0])), url.netloc.decode("ascii"), _name(url))


def _numbers(url: httpx.URL) -> list[IP]:
    port = url.port or (443 if url.scheme == "https" else 80)
    found = socket.getaddrinfo(_name(url), port, type=socket.SOCK_STREAM)
    return [_plain(ipaddress.ip_address(str(address[4][0]).partition("%")[0])) for address in found]


def _name(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _plain(number: IP) -> IP:
    """An IPv4 address in the clothes of IPv6 is what it is."""
    return (number.ipv4_mapped or number) if isinstance(number, ipaddress.IPv6Address) else number


def _allowed(number: IP, receiver: Webhook, host: str) -> bool:
    if number.is_link_local or number.is_multicast or number.is_unspecified:
        return False
    if receiver.private or (number.is_loopback and host in LOOPBACK):
        return True
    return number.is_global
