"""May the public read these texts? What a person's data look like, as the gate asks for them in any dataset."""

import re
from string import ascii_letters, digits

from expectations.question import Question, no_rows
from published.vocabulary import Text

_MOBILE = "((00)?86)?1[3-9][0-9]{9}"
_LANDLINE = "0(10|2[0-9]|[3-9][0-9]{2})[) -]{0,2}[0-9]{7,8}"
_IDENTITY_CARD = "[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
_AFTER = "([^0-9.元]|[.][^0-9]|[.]?$|[.][0-9]+([^0-9元 ]|$))"
_EMAIL = "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+"
_PERSONAL = f"(^|[^0-9])({_MOBILE}|{_LANDLINE}|{_IDENTITY_CARD}){_AFTER}|{_EMAIL}"

_HALF = ascii_letters + digits + "()-.@ "
_FULL = "".join("\u3000" if letter == " " else chr(ord(letter) + 0xFEE0) for letter in _HALF)
_BETWEEN = r"([0-9])[\s‐-―-]+([0-9])"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_READ = str.maketrans("\t\u00a0" + _FULL, "  " + _HALF, _UNSEEN)


def personal_data(text: str) -> str | None:
    """The first telephone, mobile or identity card number or e-mail address in a text, as written there."""
    told = text.translate(_READ)
    joined = re.sub(_BETWEEN, r"\1\2", re.sub(_BETWEEN, r"\1\2", told))
    found = re.search(_PERSONAL, told) or re.search(_PERSONAL, joined)
    return found.group().strip() if found else None


def no_personal_data(*columns: str) -> Question:
    """No telephone, mobile or identity card number and no e-mail address in any of the columns."""
    told = f"translate(concat_ws(';', {', '.join(columns)}), '\t\u00a0{_FULL}{_UNSEEN}', '  {_HALF}')"
    return no_rows(
        "no_personal_data",
        Text(
            zh="没有电话号码、手机号、身份证号或电子邮箱",
            en="no telephone, mobile or identity card number and no e-mail address",
        ),
        f"""select * from {{batch}} where regexp_matches(
            concat_ws(' ; ', {told}, {_joined(_joined(told))}), '{_in_query(_PERSONAL)}')""",
    )


def _joined(text: str) -> str:
    return rf"regexp_replace({text}, '{_BETWEEN}', '\1\2', 'g')"


def _in_query(pattern: str) -> str:
    """As a query that takes its table in braces writes it."""
    return pattern.replace("{", "{{").replace("}", "}}")
