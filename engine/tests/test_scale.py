"""Crowds: the same best pairs as ever, whatever the blocks, the order, the threads, the way."""

import random
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from unittest import mock

import joblib
import numpy as np
import pytest
from hypothesis import given, settings
from joblib.externals.loky import get_reusable_executor

from pairwell import BadInput, Mentee, Mentor, Musts, Refusal, Rules, match
from pairwell import _areas as areas
from pairwell import _cells as cells
from pairwell import _encode as encoding
from pairwell import _encode_tables as tables
from pairwell import _neutral as neutral
from pairwell import _scan as scan
from pairwell import _scan_plain as scan_plain
from pairwell import _score as score
from pairwell import _sheet as sheet
from pairwell._assign import pair_ties
from pairwell._crowd import CHOICES, Crowd, fields_of
from pairwell._match import prepare
from pairwell._scale import Pace, estimate, match_crowds
from pairwell._solve import TIE_BITS

from . import make

RULES = Rules(
    subject_groups=make.GROUPS,
    subject_similarity={("subject0", "subject5"): 70},
    phase_groups={"early": "young", "primary": "young"},
    topic_groups={"topic0": "behaviour", "topic1": "behaviour"},
    near_regions={"north": ["east"]},
    weights=replace(Rules().weights, traits=30),
)
KERNEL = scan.kernel()
compiled_only = pytest.mark.skipif(KERNEL is None, reason="Numba is not installed")


def by_area(some=20, parts=64):
    """See where mentors are, however few they are: so many in an area."""
    return mock.patch.multiple(areas, FEW=0, ENOUGH=some, PARTS=parts)


def crowds(mentors, mentees):
    return Crowd.of(mentors, Mentor), Crowd.of(mentees, Mentee)


def any_musts(rng):
    """Any of the programme's hard rules, mostly few."""

    def now_and_then(value, otherwise):
        return value if rng.random() < 0.2 else otherwise

    return Musts(
        own_school=rng.choice(["exclude", "exclude", "allow", "require"]),
        own_trust=now_and_then("exclude", "allow"),
        line_manager=now_and_then("allow", "exclude"),
        min_years=now_and_then(3, None),
        min_stage_gap=now_and_then(1, None),
        same_phase=now_and_then(True, False),
        same_subject=now_and_then(True, False),
        shared_availability=now_and_then(True, False),
        trained_only=now_and_then(True, False),
        verified_only=now_and_then(True, False),
        same_traits=now_and_then(("question0", "question1"), ()),
    )


@pytest.mark.parametrize(
    "rules",
    [
        Rules(objective="bottleneck"),
        Rules(purpose_weights={"subject": {"subject": 1}}),
    ],
)
def test_what_crowds_are_not_matched_by_is_refused(rules):
    mentors, mentees = crowds([Mentor("ana")], [Mentee("bo")])

    with pytest.raises(BadInput, match="Use match instead"):
        match_crowds(mentors, mentees, rules=rules)


def test_somebody_who_asks_by_purpose_is_not_made_part_of_a_crowd():
    with pytest.raises(BadInput, match="bo has purposes"):
        Crowd.of([Mentee("bo", purposes=("subject", "wellbeing"))], Mentee)


def test_a_crowd_gives_its_people_back_whatever_order_they_came_in():
    rng = random.Random(3)
    for kind, people in zip((Mentor, Mentee), make.people(rng, 20, 30), strict=True):
        lists, numbers, flags = fields_of(kind)
        names = (*lists, *numbers, *flags, *CHOICES, "lat", "lon")
        columns = {name: [getattr(each, name) for each in people] for name in names}

        crowd = Crowd.of(make.shuffled(rng, people))
        read = Crowd.of_columns(kind, [each.id for each in people], columns)

        in_order = sorted(people, key=lambda each: each.id)
        assert list(crowd.people()) == in_order
        assert [crowd.person(place) for place in range(len(people))] == in_order
        types = [{name: type(each) for name, each in vars(one).items()} for one in in_order]
        assert [
            {name: type(each) for name, each in vars(one).items()} for one in crowd.people()
        ] == (types)
        assert crowd.fingerprint() == read.fingerprint()
        changed = [replace(people[0], topics=("topic7", "topic3")), *people[1:]]
        assert Crowd.of(changed).fingerprint() != crowd.fingerprint()


def test_a_crowd_says_what_it_cannot_read():
    with pytest.raises(BadInput, match="e is listed twice"):
        Crowd.of_columns(Mentee, ["e", "e"], {})
    with pytest.raises(BadInput, match="column years has 1 rows, but there are 2 ids"):
        Crowd.of_columns(Mentee, ["e", "f"], {"years": [3]})
    with pytest.raises(BadInput, match="Unknown columns: charm"):
        Crowd.of_columns(Mentee, ["e"], {"charm": [3]})
    with pytest.raises(BadInput, match="f: capacity must be a whole number from 0"):
        Crowd.of_columns(Mentor, ["e", "f"], {"capacity": [0, -1]})
    with pytest.raises(BadInput, match="years holds something that is not a whole number"):
        Crowd.of_columns(Mentor, ["e"], {"years": [2.5]})
    with pytest.raises(BadInput, match="f: give both lat and lon"):
        Crowd.of_columns(Mentor, ["e", "f"], {"lat": [51, 50], "lon": [0, None]})


@settings(max_examples=10, deadline=None)
@given(make.chance())
def test_blocks_score_as_the_layers_do(rng):
    mentors, mentees = make.people(rng, rng.choice([1, 12]), rng.choice([3, 20]))
    musts = any_musts(rng)
    layers = prepare(mentors, mentees, rules=RULES)
    bits, filled = layers.ready(musts)
    expected = score.points(filled, RULES.weights, layers.table.shape)
    case = encoding.encode(*crowds(mentors, mentees), RULES, RULES.weights, musts)
    everyone = np.argwhere(np.ones(expected.shape, bool))

    for way in {None, KERNEL}:
        case.mentees.neutral[:] = case.mentors.neutral[:] = score.OPEN
        neutral.fill(case, fast=way)
        points, allowed = cells.score_pairs(case, everyone, way)

        assert (allowed == (bits == 0).ravel()).all()
        assert (points == expected.ravel()).all()


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_crowds_get_the_very_pairs_that_the_whole_table_gives(rng):
    mentors, mentees = make.people(rng, rng.choice([3, 12, 20]), rng.choice([4, 15, 40]))
    rules = replace(
        RULES,
        musts=any_musts(rng),
        objective=rng.choice(["most-matched", "most-matched", "most-points"]),
        fairness=rng.random() < 0.3,
    )
    given_pairs = {}
    if rng.random() < 0.6:
        pairs = make.shuffled(rng, make.pair_ids(match(mentors, mentees, rules=rules)))
        names = ("locked", "kept", "forbidden", "previous")
        given_pairs = {name: pairs[place::4] for place, name in enumerate(names)}
    whole = match(mentors, mentees, rules=rules, **given_pairs)

    with by_area(rng.choice([1, 4])) if rng.random() < 0.7 else nullcontext():
        found = match_crowds(
            *crowds(make.shuffled(rng, mentors), make.shuffled(rng, mentees)),
            rules=rules,
            **given_pairs,
            pace=Pace(
                listed=rng.choice([1, 2, 32]),
                block=rng.choice([3, 1000]),
                compiled=bool(KERNEL) and rng.random() < 0.8,
            ),
        )

    assert found.ids() == make.pair_ids(whole)
    assert (found.matched, found.total) == (whole.matched, whole.total)
    assert found.upper_bound == found.total
    assert found.proven
    assert [found.pair(place) for place in range(len(found.pairs))] == list(whole.pairs)


@compiled_only
def test_the_kernel_numbers_things_as_the_sheet_does():
    assert (KERNEL.OPEN, KERNEL.TIE_BITS) == (score.OPEN, TIE_BITS)
    assert (len(sheet.TABLES), len(sheet.ORDER)) == (KERNEL.TABLES, KERNEL.RULES)
    assert sheet.ORDER[KERNEL.DISTANCE] == "distance"
    assert sheet.BITS[KERNEL.AVAILABILITY] == "availability"
    assert sheet.BITS[KERNEL.TRAITS] == "traits"
    assert sheet.INSISTS["not_my_school"] == KERNEL.NOT_MY_SCHOOL
    assert sheet.INSISTS["not_my_trust"] == KERNEL.NOT_MY_TRUST
    assert sheet.INSISTS["shared_availability"] == KERNEL.SHARED_AVAILABILITY
    names = "ASKED_ALIKE MUST_ALIKE MUST_ASKED ONLINE IN_PERSON BLOCKED IF_INSISTED EXCLUDED"
    for name in (*names.split(), "REQUIRED"):
        assert getattr(KERNEL, name) == getattr(sheet, name)


def crowd(seed, mentors, mentees):
    """People with short lists, so that many want the same."""
    rng = random.Random(seed)
    return crowds(
        [Mentor(f"m{n}", capacity=rng.choice([1, 2]), **make.answers(rng)) for n in range(mentors)],
        [Mentee(f"e{n}", **make.answers(rng)) for n in range(mentees)],
    )


def test_threads_blocks_and_lists_change_no_pair(monkeypatch):
    people = crowd(5, 60, 100)
    found = [match_crowds(*people, rules=RULES, pace=Pace())]
    monkeypatch.setattr(neutral, "TALLY_ROWS", 7)
    found += [
        match_crowds(*people, rules=RULES, pace=pace)
        for pace in (
            Pace(threads=2, block=32, listed=3),
            Pace(block=7, listed=60),
            Pace(compiled=False, listed=8),
        )
    ]

    assert all(each.proven for each in found)
    assert len({each.total for each in found}) == 1
    assert all((each.pairs == found[0].pairs).all() for each in found)


@pytest.mark.parametrize("kinds", [9, 90])
@pytest.mark.parametrize("where", [nullcontext, by_area, lambda: by_area(parts=2)])
def test_scans_find_what_a_look_at_every_pair_finds_at_any_prices_and_floors(kinds, where):
    """With more mentors than the compiled scan holds at a time, and answers of one word of bits or
    of several; whether or not it sees where mentors are, by a few regions or by too many."""
    case = many_answers(random.Random(kinds), kinds)
    rows, numbers = np.arange(30), np.random.default_rng(kinds)
    cost = scan.Cost(10, 1 << 20, 1 << 10, knee=30_000)
    room, apart = numbers.random(700) < 0.9, cells.Apart.of(np.array([[0, 3], [4, 9]]), 30)

    for most, dear in ((5, 0), (40, 1), (3, 1)):
        prices = numbers.integers(0, 1 + dear * 20_000, 700) * cost.step // 10
        floors = np.full(30, scan.NOTHING + 1)
        best = every_pair(case, rows, room, apart, (cost, prices, floors, 9))[0]
        floors[::2] = best[::2, -1]
        keys, columns, counts = every_pair(case, rows, room, apart, (cost, prices, floors, most))

        assert counts.any()
        for way in {None, KERNEL}:
            with where():
                scanner = scan.Scanner(case, apart, room, cost, way)
            found = scanner.best(rows, prices, floors, most, "")

            assert (found.keys == keys).all()
            assert (found.columns == columns).all()
            assert (found.counts == counts).all()


def many_answers(rng, kinds):
    """700 mentors and 30 mentees who give up to eight of so many kinds of answers."""
    answers = {"topics": "topic", "availability": "slot", "themes": "theme"}

    def some():
        return {
            name: [f"{word}{rng.randrange(kinds)}" for _ in range(rng.randrange(9))]
            for name, word in answers.items()
        }

    mentors = [Mentor(f"m{n}", **make.answers(rng) | some()) for n in range(700)]
    mentees = [Mentee(f"e{n}", **make.answers(rng) | some()) for n in range(30)]
    case = encoding.encode(*crowds(mentors, mentees), RULES, RULES.weights, RULES.musts)
    neutral.fill(case, fast=KERNEL)
    return case


@compiled_only
@pytest.mark.parametrize("kinds", [9, 90])
def test_who_may_just_reach_enough_is_held_and_who_falls_short_by_more_than_rounding_is_not(kinds):
    rng = random.Random(kinds)
    case, cost = many_answers(rng, kinds), scan.Cost(10, 1 << 20, 1 << 10)
    nobody, room = cells.Apart.of(np.zeros((0, 2), int), 30), np.ones(700, bool)
    prices = np.random.default_rng(kinds).integers(0, 9_000, 700) * cost.step // 10
    with by_area():
        task = scan.Scanner(case, nobody, room, cost, KERNEL).task(prices)
    shelf, at = task.shelf, KERNEL.scratch_for(task.shelf, task.sheet)
    part = np.searchsorted(shelf.part_from, np.arange(700), side="right") - 1
    dearer = shelf.cheap - shelf.cheap[shelf.part_from[part]]  # than the first of their part
    words, kinds_of_bits = len(shelf.part_at) - 1, range(len(shelf.rules))
    KERNEL.highest(task, at)
    for row in range(30):
        KERNEL.look_up_tables(task, at, row)
        KERNEL.look_up_bits(task, at, row)
        KERNEL.look_up_areas(task, at, row, words)
        KERNEL.look_up_losses(task, at, row)
        KERNEL.look_up_far(task, at)
        KERNEL.order_words(task, at, scan.NOTHING // 2)
        most = at.base[shelf.part_bin[part]] - shelf.cheap + at.tail[-1]
        for each in kinds_of_bits:
            most += [KERNEL.worth_of_bits(task, at, each, row, j) for j in range(700)]
        assert (at.beyond >= 0).all()
        most -= (at.away - at.beyond)[shelf.area]  # what everybody far off loses
        rounding = (len(kinds_of_bits) + 1) << int(at.grain[0])
        uncounted = -np.diff(at.tail)[at.many < 0].sum()  # kinds of more bits than are counted
        for enough in rng.sample(most.tolist(), 40):
            at.chosen[:words] = np.arange(words)
            left = KERNEL.within_reach(task, at, words, enough)
            alive = dict(zip(at.chosen[:left].tolist(), at.alive[:left].tolist(), strict=True))
            held = np.array([alive.get(j // 64, 0) >> j % 64 & 1 for j in range(700)], bool)

            assert held[most >= enough].all()
            assert not held[most + dearer + rounding + uncounted < enough].any()


def test_areas_hold_everybody_once_and_nobody_is_further_from_the_middle_than_is_said():
    mentors = many_answers(random.Random(1), 9).mentors

    with by_area(30):
        found, area = areas.areas_of(mentors)

    away = np.sqrt(((mentors.grid - found.centre[:, area].T) ** 2).sum(axis=1))
    assert (away <= found.radius[area]).all()
    assert (found.flags[area] == areas.flags_of(mentors)).all()
    assert (found.region[area] == mentors.region).all()
    assert (mentors.neutral[:, areas.DISTANCE] <= found.near[area]).all()
    sizes = Counter(area.tolist())
    assert len(sizes) == len(found.flags) > 20
    placed = found.flags >= 2
    assert max(count for each, count in sizes.items() if placed[each]) <= 30


def test_an_area_is_not_split_where_all_are_in_one_place_nor_told_by_too_many_regions():
    mentors = many_answers(random.Random(1), 9).mentors
    together = mentors._replace(grid=np.zeros_like(mentors.grid))

    with by_area(30):
        assert len(areas.areas_of(together)[0].flags) < len(areas.areas_of(mentors)[0].flags)
    with by_area(30, parts=2):
        assert set(areas.areas_of(mentors)[0].region.tolist()) == {areas.SEVERAL}
    assert KERNEL is None or KERNEL.SEVERAL_REGIONS == areas.SEVERAL


def every_pair(case, rows, room, apart, asked):
    """Score every pair, and sort them."""
    cost, prices, floors, most = asked
    tile = cells.crossed(rows, np.arange(len(room)))
    tie = pair_ties(*tile, case.mentees.mark, case.mentors.mark)
    keys = cost.values(cells.points_of(case, *tile), tie) - prices
    open_to = cells.allowed(case, *tile) & room & (keys >= floors[:, None])
    apart.close(open_to, rows, np.arange(len(room)))
    keys[~open_to] = scan.NOTHING
    order = np.argsort(-keys, axis=1, kind="stable")[:, :most]
    keys = np.take_along_axis(keys, order, axis=1)
    return keys, np.where(keys > scan.NOTHING, order, len(room)), (keys > scan.NOTHING).sum(axis=1)


def test_a_sample_stands_for_a_large_side_and_both_ways_choose_the_same(monkeypatch):
    monkeypatch.setattr(neutral, "EVERYBODY", 40)
    monkeypatch.setattr(neutral, "SAMPLE", 20)
    people = crowd(6, 60, 90)

    found = [
        match_crowds(*people, rules=RULES, pace=Pace(compiled=way))
        for way in ({True, False} if KERNEL else {False})
    ]

    assert all(each.proven for each in found)
    assert all((each.pairs == found[0].pairs).all() for each in found)


def test_joblib_may_spread_blocks_over_processes_and_changes_no_pair(monkeypatch):
    people = crowd(5, 30, 50)
    alone = match_crowds(*people, rules=RULES, pace=Pace(compiled=False, checked=5))

    def here(*_):
        raise AssertionError("a block was scanned in this process")

    monkeypatch.setattr(scan_plain.Plain, "scan", here)
    with joblib.parallel_config("loky", n_jobs=2):
        pace = Pace(compiled=False, spread=True, block=30, checked=5)
        spread = match_crowds(*people, rules=RULES, pace=pace)
    get_reusable_executor().shutdown()

    assert spread.proven
    assert (spread.pairs == alone.pairs).all()


def test_a_scan_that_hides_pairs_is_not_believed(monkeypatch):
    people = crowd(7, 30, 60)
    right = scan_plain.allowed

    def hides_the_best(case, rows, columns):
        return right(case, rows, columns) & (columns % 3 > 0)

    monkeypatch.setattr(scan_plain, "allowed", hides_the_best)

    assert not match_crowds(*people, rules=RULES, pace=Pace(compiled=False)).proven


def test_a_rule_that_is_encoded_wrongly_is_not_believed(monkeypatch):
    people = crowd(7, 30, 60)
    right = tables.stage_table
    assert match_crowds(*people, rules=RULES).proven

    def wrong(*given):
        table = right(*given)
        table.levels[table.levels == 60] = 61
        return table

    monkeypatch.setattr(tables, "stage_table", wrong)

    assert not match_crowds(*people, rules=RULES).proven


def test_a_stopped_run_goes_on_from_its_last_block(tmp_path, monkeypatch):
    people = crowd(8, 40, 90)
    whole = match_crowds(*people, rules=RULES, pace=Pace(block=16))

    def stop(done, _total, _words):
        if done >= 48:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_crowds(*people, rules=RULES, pace=Pace(block=16, folder=tmp_path, progress=stop))
    kept = {each.name for each in tmp_path.iterdir()}
    assert len(kept) == 3
    scanned = []
    right = scan.scan_block
    monkeypatch.setattr(scan, "scan_block", lambda *given: scanned.append(1) or right(*given))
    again = match_crowds(*people, rules=RULES, pace=Pace(block=16, folder=tmp_path))

    assert len(scanned) == len({each.name for each in tmp_path.iterdir()} - kept)
    assert (again.pairs == whole.pairs).all()
    assert again.proven


def test_memory_is_told_before_anything_starts_and_refused_beyond_a_limit():
    measured = {(17_000, 30_000): 410, (57_000, 100_000): 869, (170_000, 300_000): 2_224}  # MiB
    for people, needed in measured.items():
        assert needed * 2**20 <= estimate(*people) < 2.5 * needed * 2**20
    with pytest.raises(Refusal, match=r"need about .* MiB, but only 1 MiB are allowed"):
        match_crowds(*crowd(1, 2, 3), pace=Pace(memory=2**20))


def test_locks_and_running_pairs_are_refused_or_kept_as_ever():
    mentor, mentee = make.mentor(school="s"), make.mentee(school="s")
    pair = [("mentor", "mentee")]

    with pytest.raises(Refusal, match=r"own school.*override"):
        match_crowds(*crowds([mentor], [mentee]), locked=pair)
    with pytest.raises(Refusal, match="both fixed and kept apart"):
        match_crowds(*crowds([mentor], [mentee]), kept=pair, forbidden=pair)
    with pytest.raises(Refusal, match="room for 0"):
        match_crowds(*crowds([replace(mentor, capacity=0)], [mentee]), locked=pair, overrides=pair)
    with pytest.raises(BadInput, match="names ghost"):
        match_crowds(*crowds([mentor], [mentee]), kept=[("mentor", "ghost")])
    assert match_crowds(*crowds([mentor], [mentee]), kept=pair).pair(0).blocked_by == (
        "own_school",
    )
    assert match_crowds(*crowds([mentor], [mentee]), overrides=pair).ids() == pair
    assert match_crowds(*crowds([], [mentee])).proven
