"""Are the vintages complete, and are they revised by what returns, accounts and censuses can revise?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """One vintage of each kind in its order; shares of GDP; revisions of the total."""
    yield no_rows(
        "vintages_in_their_order",
        Text(
            zh="每年每类先有初步数、再有修订数、最后是最终数，各只一版",
            en="each year has one preliminary, then one revised, then one final vintage, none left out",
        ),
        """select year, category_code from {batch} group by year, category_code
           having list(vintage order by released_on, vintage) not in
           (['preliminary'], ['preliminary', 'revised'], ['preliminary', 'revised', 'final'])""",
    )
    yield no_rows(
        "share_of_gdp_believable",
        Text(zh="全市合计占当时生产总值 2% 至 60%", en="the total is 2 to 60 per cent of the GDP of the time"),
        """select * from {batch} where category_code = '00'
           and conf_status = 'F' and (share_of_gdp is null or share_of_gdp not between 2 and 60)""",
    )
    yield no_rows(
        "vintage_revision_usual",
        Text(zh="全市合计每版修订不超过 5%", en="no vintage revises the city's total by more than 5 per cent"),
        "select * from {batch} where category_code = '00' and abs(revision_percent) > 5",
        severity="warning",
    )
