"""One asset per feed, all from one factory: key [source, table], so that the dbt graph joins by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from orchestration.pull import pull
from orchestration.transports.choose import transport_for
from published.feed import Feed
from published.home import Home
from published.profile import Profile


def feed_asset(feed: Feed, home: Home, profile: Profile) -> dg.AssetsDefinition:
    """The asset that pulls a feed from where the profile says; what is refused fails its check, not the run."""
    key = asset_key(feed)

    @dg.asset(
        key=key,
        group_name="collect",
        description=f"{feed.title.zh} {feed.title.en}\n\n{feed.definition.zh}",
        check_specs=[dg.AssetCheckSpec("at_the_door", asset=key, description="Bytes and header as declared")],
        op_tags={"stage": "pull"},
    )
    def pulled() -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        transport = transport_for(profile.way_in(feed.key), home)
        outcome = pull(home, feed, transport, datetime.now(UTC))
        yield dg.MaterializeResult(asset_key=key, metadata={"dagster/row_count": outcome.rows, "new": outcome.new})
        yield dg.AssetCheckResult(
            asset_key=key,
            check_name="at_the_door",
            passed=not outcome.refused,
            metadata={"refused": "\n".join(str(refusal) for refusal in outcome.refused)},
        )

    return pulled


def asset_key(feed: Feed) -> dg.AssetKey:
    """The key by which dbt's source asks for the feed."""
    return dg.AssetKey([feed.source, feed.name])
