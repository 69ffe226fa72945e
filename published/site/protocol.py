"""HTTP/1.1 as httptools reads it, with a bound on what a request may send before its headers end."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 32_768
"""Bytes of request line and headers; four times what the site accepts as an address."""
_UNREADABLE = """\
请求无法读懂。网址里的汉字等字符须写成 UTF-8 的百分号编码；用 curl 时：curl -G --data-urlencode "q=模具" …/search
The request cannot be read. Characters beyond ASCII are percent-encoded (UTF-8) in an address; with curl: \
curl -G --data-urlencode "q=模具" …/search
"""
_TOO_LARGE = "请求的头太大。\nThe headers of the request are too large.\n"


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol, whose parser would wait for the end of a header however long it is."""

    _waiting = 0
    _in_head = False

    def data_received(self, data: bytes) -> None:
        """Read on; 400 and an end to the connection where the headers do not end."""
        super().data_received(data)
        self._waiting = self._waiting + len(data) if self._in_head else 0
        if self._waiting > MOST_HEAD and not self.transport.is_closing():
            self._end_with(_TOO_LARGE)

    def send_400_response(self, msg: str) -> None:
        """In both languages, for no address has said which; what the parser says of it is for whoever wrote it."""
        self._end_with(_UNREADABLE)

    def _end_with(self, sentences: str) -> None:
        body = sentences.encode()
        head = (
            "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nx-content-type-options: nosniff\r\n"
            f"cache-control: no-store\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head, self._waiting = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its headers have ended."""
        self._in_head = False
        super().on_headers_complete()
