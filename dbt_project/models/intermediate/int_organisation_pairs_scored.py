"""Which organisation of the register a name may mean, as a probability (Fellegi–Sunter, by Splink).

All that Splink needs to know is in `settings`, which names no database: Spark runs it as it is.
Trained anew on each run, with a seed, on one thread and in a fixed order, so that equal names give equal links.
"""

import logging

import pyarrow as pa

NONE = pa.table(
    {
        "mention": pa.array([], "string"),
        "organisation_code": pa.array([], "string"),
        "probability": pa.array([], "double"),
    }
)
SEED = 3302
SAMPLED_PAIRS = 1_000_000
TRAINED_ON = 12_000
EDGE = 4
ROUNDS = 30


def model(dbt, session):
    """dbt's entry: mention, organisation_code, probability, for every candidate worth a look."""
    dbt.config(materialized="table")
    names = dbt.ref("int_organisation_names_compared").order("side, unique_id").to_arrow_table()
    return scored(names)


def settings(organisations):
    """What is compared, in which steps, and which pairs are looked at; a name means about one of the organisations."""
    from splink import SettingsCreator, block_on
    from splink.comparison_library import ExactMatch

    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / organisations,
        comparisons=[
            *(pieces_compared(piece) for piece in ("brand", "trade")),
            areas_compared(),
            ExactMatch("place"),
            ExactMatch("legal_form"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("brand"),
            block_on("core_end"),
            block_on("edges", arrays_to_explode=["edges"]),
        ],
        retain_intermediate_calculation_columns=False,
    )


def pieces_compared(piece):
    """Equal (rare ones say more), found somewhere in the other name, alike at one end, different."""
    import splink.comparison_level_library as levels
    from splink.comparison_library import CustomComparison

    found = f"contains(name_key_l, {piece}_r) or contains(name_key_r, {piece}_l)"
    alike = " or ".join(f"{end}({piece}_l, 1) = {end}({piece}_r, 1)" for end in ("left", "right"))
    return CustomComparison(
        output_column_name=piece,
        comparison_levels=[
            levels.ExactMatchLevel(piece, term_frequency_adjustments=True),
            levels.CustomLevel(found, f"{piece} found in the other name"),
            levels.CustomLevel(alike, f"{piece} alike at one end"),
            levels.ElseLevel(),
        ],
    )


def areas_compared():
    """One area in common; a mention without one says nothing."""
    import splink.comparison_level_library as levels
    from splink.comparison_library import CustomComparison

    return CustomComparison(
        output_column_name="area",
        comparison_levels=[levels.NullLevel("areas"), levels.ArrayIntersectLevel("areas"), levels.ElseLevel()],
    )


def scored(names):
    """The candidates of each unmatched mention, by a model trained on a fixed part of all mentions."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as database:
        database.register("delivered", names)
        database.execute(f"create table register as {in_pieces('register')}")
        database.execute(f"create table mention as {in_pieces('mention')}")
        database.execute(f"create table training as from mention order by md5(unique_id) limit {TRAINED_ON}")
        database.execute("create table unmatched as from mention where not is_matched")
        organisations = number(database, "select count(*) from register")
        if not organisations or not number(database, "select count(*) from unmatched"):
            return NONE
        model = trained(linker(database, "training", settings(organisations)))
        pairs = linker(database, "unmatched", model).inference.predict(threshold_match_weight=-10).physical_name
        database.execute(f"create table best as {best_spelling(pairs)}")
        return database.sql(shared(share_of_strangers(database))).to_arrow_table()


def in_pieces(side):
    """A side's names with brand, trade and, for blocking, the edges that names one slip apart have in common."""
    return f"""
        select
            * exclude (side),
            core[:2] as brand,
            core[3:] as trade,
            core[-{EDGE}:] as core_end,
            list_distinct(
                [core[:{EDGE}]] || list_transform(range(1, {EDGE + 1}), lambda i: core[:i - 1] || core[i + 1:{EDGE}])
            ) as edges
        from delivered
        where side = '{side}' and length(core) > 2
        order by unique_id
    """


def linker(database, mentions, model):
    """Splink over a table of mentions and the register."""
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    tables = [mentions, "register"]
    return Linker(tables, model, DuckDBAPI(database), set_up_basic_logging=False, input_table_aliases=["a", "b"])


def trained(linker):
    """The settings with every parameter estimated from the names themselves."""
    from splink import block_on

    training = linker.training
    training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
    for rule in (block_on("brand"), block_on("trade", "place")):
        training.estimate_parameters_using_expectation_maximisation(rule, fix_u_probabilities=True)
    return linker.misc.save_model_to_json()


def best_spelling(pairs):
    """SQL: the odds of each organisation by its name that fits best."""
    return f"""
        select
            unique_id_l as mention,
            string_split(unique_id_r, '@')[1] as organisation_code,
            pow(2, max(match_weight)) as odds
        from {pairs}
        group by all
        order by mention, organisation_code
    """


def share_of_strangers(database):
    """How many of all mentions mean nobody on the register: the share that the scores themselves lead to."""
    mentions = number(database, "select count(*) from mention")
    unmatched = number(database, "select count(*) from unmatched")
    share = 0.5
    for _ in range(ROUNDS):
        explained = "select sum(odds) as odds from best group by mention order by mention"
        found = number(database, f"select coalesce(sum(odds / (odds + {share})), 0) from ({explained})")
        share = max(unmatched - found, 1) / mentions
    return share


def number(database, query):
    """The one number that a query gives."""
    ((found,),) = database.execute(query).fetchall()
    return found


def shared(strangers):
    """SQL: a mention means one organisation or none, so its candidates and nobody share one certainty."""
    return f"""
        select
            mention,
            organisation_code,
            odds / ({strangers} + sum(odds) over (partition by mention)) as probability
        from best
        qualify probability > 0.01
        order by mention, organisation_code
    """
