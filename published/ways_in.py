"""How a feed comes in: a folder, a drop folder, HTTP, SFTP, PostgreSQL or an object store, as a profile declares it.

A profile is no place for a credential: it names the environment variable or the secret file that holds it.
"""

import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, model_validator

from published.vocabulary import Frozen

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:/.+")
_HOST_KEY = re.compile(r"SHA256:[A-Za-z0-9+/]{43}=?|[a-z0-9@.-]+ AAAA[A-Za-z0-9+/=]+( .*)?|file:/.+")


def credential_reference(value: str) -> str:
    """The reference itself; raises ValueError, which does not repeat it, for what is none."""
    if not _REFERENCE.fullmatch(value):
        raise ValueError("应写作 env:变量名 或 file:/密钥文件，不得直接写入密码")
    return value


def _host_key(value: str) -> str:
    if not _HOST_KEY.fullmatch(value):
        raise ValueError("应为主机公钥（如 ssh-ed25519 AAAA…）、SHA256:指纹 或 file:/公钥文件")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("应为 http:// 或 https:// 开头的网址")
    if parts.username or parts.password or parts.fragment:
        raise ValueError("网址中不得含有用户名、密码或 #")
    return value


def _file_name(value: str) -> str:
    if "/" in value or "\\" in value or value.startswith(".") or not value.isprintable() or not value:
        raise ValueError("应为不含路径的文件名")
    return value


Credential = Annotated[str, AfterValidator(credential_reference)]
Address = Annotated[str, AfterValidator(_address)]
FileName = Annotated[str, AfterValidator(_file_name)]
HostKey = Annotated[str, AfterValidator(_host_key)]
Port = Annotated[int, Field(ge=1, le=65535)]


class ByFolder(Frozen):
    """Files that lie in a folder (relative ones under DATA_HOME)."""

    transport: Literal["folder"] = "folder"
    folder: str


class ByDrop(Frozen):
    """A folder in which a file counts only once the manifest beside it names it with its sha256."""

    transport: Literal["drop"]
    folder: str
    manifest: Literal["SHA256SUMS", "manifest.json"] = "SHA256SUMS"


class NextLink(Frozen):
    """Each page holds the address of the next one at key `at`; the last one holds none."""

    by: Literal["link"]
    at: str
    rows: str | None = None
    total: str | None = None


class NextCursor(Frozen):
    """Each page holds at key `at` what to send as `parameter` for the next one; the last one holds none."""

    by: Literal["cursor"]
    at: str
    parameter: str = "cursor"
    rows: str | None = None
    total: str | None = None


class PageNumber(Frozen):
    """Pages are asked for by number, until one is empty or `last` (a key) has been reached."""

    by: Literal["number"]
    parameter: str = "page"
    first: int = 1
    last: str | None = None
    rows: str | None = None
    total: str | None = None


Pages = Annotated[NextLink | NextCursor | PageNumber, Discriminator("by")]


class ByHttp(Frozen):
    """Either the pages of one API at `url`, or files by name ► address; `token` is sent as a bearer token."""

    transport: Literal["http"]
    url: Address | None = None
    pages: Pages | None = None
    files: dict[FileName, Address] = Field(default_factory=dict)
    token: Credential | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if bool(self.files) == bool(self.url and self.pages) or bool(self.url) != bool(self.pages):
            raise ValueError("应写明 url 和 pages（分页接口），或只写 files（按文件下载）")
        clear = [a for a in (self.url, *self.files.values()) if a and not _private(a)]
        if self.token and clear:
            raise ValueError(f"{clear[0]} 不加密，不得发送令牌；请改用 https://")
        return self


class BySftp(Frozen):
    """A folder of an SFTP server whose key is known; a password or a private key opens it."""

    transport: Literal["sftp"]
    host: str
    port: Port = 22
    user: str
    folder: str
    host_key: HostKey
    password: Credential | None = None
    private_key: Credential | None = None

    @model_validator(mode="after")
    def _one_credential(self) -> Self:
        if bool(self.password) == bool(self.private_key):
            raise ValueError("password 与 private_key 应写且只写一个")
        return self


class ByPostgres(Frozen):
    """The feed's columns of one table or view, in the order of its key."""

    transport: Literal["postgres"]
    host: str
    port: Port = 5432
    database: str
    user: str
    password: Credential
    encryption: Literal["verify-full", "require", "disable"] = "verify-full"
    schema_name: str = Field(default="public", alias="schema")
    table: str
    order_by: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        if self.encryption == "disable" and not (self.host in LOOPBACK or self.host.startswith("/")):
            raise ValueError("encryption: disable 只可用于本机")
        return self


class ByS3(Frozen):
    """Objects of a bucket below a prefix, in an S3-compatible store."""

    transport: Literal["s3"]
    endpoint: Address
    bucket: FileName
    prefix: str = ""
    region: str = "us-east-1"
    access_key: Credential
    secret_key: Credential


def _plain_folder(value: Any) -> Any:
    return {"transport": "folder", "folder": value} if isinstance(value, str) else value


WayIn = Annotated[
    Annotated[ByFolder | ByDrop | ByHttp | BySftp | ByPostgres | ByS3, Discriminator("transport")],
    BeforeValidator(_plain_folder),
]


def _private(address: str) -> bool:
    """Nobody on the way can read what is sent to this address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in LOOPBACK
