"""The key that signs releases: SIGNING_KEY says where it is; invented figures are signed by a key of their own."""

import os
from functools import cache

from orchestration.refusals import WORDINGS
from orchestration.transports.credentials import CredentialError, secret
from published.folders import replace_file
from published.home import Home, HomeError
from published.profile import Profile
from published.proof import DEMONSTRATION, Signer
from published.secret_key import SecretKey, WrongPassword
from published.signature import SignatureError
from published.ways_in import credential_reference

SWITCH, PASSWORD = "SIGNING_KEY", "SIGNING_PASSWORD"
_HOW_TO = f"请把 {SWITCH} 设为 file:/密钥文件（minisign -G 生成）或 env:变量名"


def signer_of(home: Home, profile: Profile) -> Signer:
    """Who signs the releases of a home, whose public key is put beside them; raises HomeError.

    The stand-in departments make their key once; a real one is never taken for their figures.
    """
    signer = _demonstration(home) if profile.synthetic else Signer(_named())
    public, place = signer.key.public.text(_remark(signer, profile)), home.public_key
    if not place.exists():
        replace_file(place, public)
    elif place.read_text(encoding="utf-8") != public:
        raise HomeError(f"{SWITCH} 所指的密钥不是 {home.root} 此前发布所用的；请换回当初的密钥，见 docs/proof.md。")
    return signer


def _demonstration(home: Home) -> Signer:
    path = home.keys / "demonstration.key"
    if not path.exists():
        replace_file(path, SecretKey.made().text(DEMONSTRATION))
        path.chmod(0o600)
    return Signer(_key(f"file:{path}", ""), DEMONSTRATION)


def _remark(signer: Signer, profile: Profile) -> str:
    notice = profile.notice
    return f"{notice.zh} ({notice.en}) · {signer.remark}" if notice else signer.remark


def _named() -> SecretKey:
    reference, password = os.environ.get(SWITCH, ""), os.environ.get(PASSWORD, "")
    if not reference:
        raise HomeError(f"没有指明签名密钥，不能封存；{_HOW_TO}。")
    return _key(reference, _held(PASSWORD, password) if password else "")


def _key(reference: str, password: str) -> SecretKey:
    try:
        return _opened(_held(SWITCH, reference), password)
    except WrongPassword:
        raise HomeError(f"{PASSWORD} 打不开 {SWITCH} 所指的密钥；请核对密码。") from None
    except SignatureError:
        raise HomeError(f"{SWITCH} 所指的不是 minisign 的密钥文件；{_HOW_TO}。") from None


@cache
def _opened(held: str, password: str) -> SecretKey:
    """Once for all releases of a run: a password takes seconds on purpose."""
    return SecretKey.read(held, password)


def _held(switch: str, reference: str) -> str:
    """What a reference names; no message repeats what was found in its place."""
    try:
        return secret(credential_reference(reference)).get_secret_value()
    except CredentialError as error:
        reason = WORDINGS[error.code].reason.format(credential=reference)
        raise HomeError(f"{switch}：{reason}。") from None
    except ValueError as error:
        raise HomeError(f"{switch} {error}。") from None
