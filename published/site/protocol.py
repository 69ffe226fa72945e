"""HTTP/1.1 as httptools reads it, with a bound on what a request may send before its headers end."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 32_768
"""Bytes of request line and headers; four times what the site accepts as an address."""


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol, whose parser would wait for the end of a header however long it is."""

    _waiting = 0
    _in_head = False

    def data_received(self, data: bytes) -> None:
        """Read on; 400 and an end to the connection where the headers do not end."""
        super().data_received(data)
        self._waiting = self._waiting + len(data) if self._in_head else 0
        if self._waiting > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("Request header fields too large.")

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head, self._waiting = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its headers have ended."""
        self._in_head = False
        super().on_headers_complete()
