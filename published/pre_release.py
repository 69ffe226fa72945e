"""Who may read a release before its minute, and how long before: named in the profile, nobody else."""

from pydantic import Field, field_validator
from pyrage import RecipientError, x25519

from published.vocabulary import Frozen


class Reader(Frozen):
    """A person on the list, with the age key (age1…) that alone opens what is handed out."""

    name: str
    office: str
    key: str

    @field_validator("key")
    @classmethod
    def _is_an_age_key(cls, key: str) -> str:
        try:
            x25519.Recipient.from_str(key)
        except RecipientError:
            raise ValueError("应为 age 公钥（age1…）") from None
        return key


class PreRelease(Frozen):
    """The list, and how many hours before its minute a release may be handed out."""

    hours: int = Field(default=24, ge=1, le=24)
    readers: tuple[Reader, ...] = ()
