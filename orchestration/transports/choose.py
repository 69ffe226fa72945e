"""The transport that a profile's way in asks for."""

from orchestration.transports import Transport
from orchestration.transports.arriving import Inbox
from published.home import Home
from published.ways_in import ByDrop, ByFolder, ByHttp, ByPostgres, ByS3, BySftp, WayIn


def transport_for(way: WayIn, home: Home) -> Transport:
    """The one that can go this way; what it needs is loaded only now."""
    inbox = Inbox(home.raw / ".incoming")
    match way:
        case ByFolder(folder=folder):
            from orchestration.transports.files import Folder

            return Folder(home.root / folder, inbox)
        case ByDrop(folder=folder, manifest=manifest):
            from orchestration.transports.files import Drop, Folder

            return Drop(Folder(home.root / folder, inbox), manifest)
        case ByHttp():
            from orchestration.transports.http import Http

            return Http(way, inbox)
        case BySftp():
            from orchestration.transports.sftp import Sftp

            return Sftp(way, inbox)
        case ByPostgres():
            from orchestration.transports.database import Postgres

            return Postgres(way, inbox)
        case ByS3():
            from orchestration.transports.object_store import ObjectStore

            return ObjectStore(way, inbox)
