"""Are the pledges and the loans believable?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """Loans of a size that banks grant, and amounts for most pledges."""
    yield no_rows(
        "average_loan_believable",
        Text(
            zh="全市平均每份贷款合同在 10 万元至 5 亿元之间（元与万元不相混）",
            en="the city's average loan lies between 100 thousand and 500 million yuan: no unit is mistaken",
        ),
        """select * from {batch} where length(area_code) = 4 and loan_contracts > 0
           and loan_amount not between 10 * loan_contracts and 50000 * loan_contracts""",
    )
    yield no_rows(
        "amount_known_for_most",
        Text(zh="全市每季至少一半质押登记有贷款金额", en="at least half of each quarter's pledges have an amount"),
        """select * from {batch} where length(area_code) = 4 and pledges_with_amount * 2 < pledge_registrations""",
        severity="warning",
    )
