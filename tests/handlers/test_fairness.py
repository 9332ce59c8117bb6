"""Whose turn it is: the formula, and what follows from it over thousands of turns."""

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalog_client import EntityRef
from handlers.fairness import Account, Turn, accounts, race, seed_of, shares, window
from tests.company import NOW
from tests.retros import Team, always_there

PEOPLE = [EntityRef("user", "default", name) for name in ("ana", "bo", "cy", "di")]
ANA, BO, CY, DI = PEOPLE


def turn(who: EntityRef, among: Iterable[EntityRef] = PEOPLE) -> Turn:
    return Turn(who, frozenset(among))


def test_everybody_shares_a_turn_and_whoever_does_it_pays_it() -> None:
    found = accounts([turn(ANA)], PEOPLE)
    assert found[ANA] == Account(debt=-0.75, waited=0, done=1)
    assert found[BO] == Account(debt=0.25, waited=3, done=0)


def test_weight_is_as_documented() -> None:
    assert Account(debt=1.5, waited=8, done=0).weight(4) == 4 * 1.5 + 3 * (8 / 4) ** 2


def test_a_turn_one_was_away_for_is_neither_owed_nor_waited_for() -> None:
    assert accounts([turn(ANA, [ANA, BO])], PEOPLE)[CY] == Account(0, 2, 0)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sets(st.sampled_from(PEOPLE))), max_size=60))
def test_the_debts_of_a_team_add_up_to_nothing_so_a_newcomer_starts_at_the_mean(
    past: list[tuple[EntityRef, set[EntityRef]]],
) -> None:
    newcomer = EntityRef("user", "default", "new")
    found = accounts([turn(who, among) for who, among in past], [*PEOPLE[:3], newcomer])
    assert abs(sum(one.debt for one in found.values())) < 1e-4
    assert found[newcomer].debt == 0


def test_turns_of_who_has_left_and_turns_beyond_the_window_count_no_more() -> None:
    gone = EntityRef("user", "default", "gone")
    assert accounts([turn(gone, [gone, *PEOPLE])], PEOPLE) == accounts([], PEOPLE)
    old = [turn(ANA)] + [turn(one) for one in PEOPLE * 20]
    assert accounts(old, PEOPLE)[ANA].done == window(4) // 4


def test_the_seed_follows_from_the_instant_and_the_roster_and_from_nothing_else() -> None:
    seed = seed_of(ANA, "note-taker", NOW, PEOPLE)
    assert seed == seed_of(ANA, "note-taker", NOW, reversed(PEOPLE))
    assert seed != seed_of(ANA, "note-taker", NOW + timedelta(microseconds=1), PEOPLE)
    assert seed != seed_of(ANA, "note-taker", NOW, PEOPLE[:3])


def test_who_drops_out_of_a_race_does_not_change_the_order_of_the_others() -> None:
    weights = {ANA: 0.0, BO: 2.0, CY: 1.0, DI: -3.0}
    order = race("seed", weights)
    without = race("seed", {one: weight for one, weight in weights.items() if one != order[0]})
    assert without == order[1:]


def test_weights_too_large_for_a_number_can_still_be_raced() -> None:
    assert race("seed", {ANA: 5000.0, BO: 0.0})[0] == ANA
    assert shares({ANA: 5000.0, BO: 0.0}) == {ANA: 1.0, BO: 0.0}


def test_in_a_team_of_eight_that_is_always_there_counts_stay_within_two_over_100_retros() -> None:
    for sample in range(10):
        team = Team(always_there(8), f"sample {sample}")
        for number in range(100):
            team.retro(number)
        assert max(team.done.values()) - min(team.done.values()) <= 2
        assert team.longest_wait <= 2.5
        assert not team.twice_in_a_row
