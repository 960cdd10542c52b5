"""One way of solving one instance, in a process of its own. This file may not import pairwell.

    python peers.py METHOD instance.npz  ->  one JSON object

The instance holds whole-number `scores` (mentees x mentors), `eligible` and `capacity`. Each method
returns (row, column) pairs; the clock runs while it works, not while the instance is read. Methods
that know no places get a copy of a mentor for each place.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path


def copied(instance):
    """Scores of copies of mentors, one a place, raised so that more matched beats more points."""
    import numpy as np

    scores, eligible = instance["scores"], instance["eligible"]
    columns = np.repeat(np.arange(scores.shape[1]), instance["capacity"])
    big = int(scores.max()) * (min(scores.shape) + 1)
    return np.where(eligible, scores + big, 0)[:, columns], columns


def scipy(instance):
    """SciPy's linear_sum_assignment, places copied."""
    from scipy.optimize import linear_sum_assignment

    def work():
        worth, columns = copied(instance)
        rows, places = linear_sum_assignment(worth, maximize=True)
        real = instance["eligible"][rows, columns[places]]
        return zip(rows[real].tolist(), columns[places][real].tolist(), strict=True)

    return work


def ortools(instance):
    """OR-Tools' min-cost flow alone, every eligible pair an arc; places are its own."""
    import numpy as np
    from ortools.graph.python import min_cost_flow

    def work():
        scores, eligible = instance["scores"], instance["eligible"]
        rows, columns = scores.shape
        row, column = np.nonzero(eligible)
        source, sink = rows + columns, rows + columns + 1
        flow = min_cost_flow.SimpleMinCostFlow()
        add = flow.add_arcs_with_capacity_and_unit_cost
        pairs = add(row, column + rows, np.ones(len(row), np.int64), -scores[row, column])
        add(
            np.full(rows, source),
            np.arange(rows),
            np.ones(rows, np.int64),
            np.zeros(rows, np.int64),
        )
        add(
            np.arange(rows, rows + columns),
            np.full(columns, sink),
            instance["capacity"],
            np.zeros(columns, np.int64),
        )
        flow.set_nodes_supplies(np.array([source, sink]), np.array([rows, -rows]))
        status = flow.solve_max_flow_with_min_cost()
        if status != flow.OPTIMAL:
            raise SystemExit(f"the flow stopped with {status}")
        used = flow.flows(pairs) > 0
        return zip(row[used].tolist(), column[used].tolist(), strict=True)

    return work


def greedy(instance):
    """The best pair first, then the best of what is left."""
    import numpy as np

    def work():
        scores, eligible = instance["scores"], instance["eligible"]
        row, column = np.nonzero(eligible)
        order = np.argsort(-scores[row, column], kind="stable")
        room, free, found = instance["capacity"].tolist(), [True] * scores.shape[0], []
        left = min(sum(room), len(free))
        for start in range(0, len(order), 1_000_000):  # lists of everything would be gigabytes
            part = order[start : start + 1_000_000]
            for i, j in zip(row[part].tolist(), column[part].tolist(), strict=True):
                if free[i] and room[j]:
                    free[i] = False
                    room[j] -= 1
                    found.append((i, j))
            if len(found) == left:
                break
        return found

    return work


def munkres(instance):
    """The munkres package, places copied."""
    from munkres import Munkres

    def work():
        worth, columns = copied(instance)
        cost = (worth.max() - worth).tolist()
        rows = len(cost)
        if rows > len(columns):
            cost = [line + [max(map(max, cost))] * (rows - len(columns)) for line in cost]
        found = [(i, j) for i, j in Munkres().compute(cost) if j < len(columns)]
        return [(i, int(columns[j])) for i, j in found if instance["eligible"][i, columns[j]]]

    return work


def networkx(instance):
    """The blossom algorithm of networkx, places copied."""
    import networkx as nx

    def work():
        import numpy as np

        scores, eligible = instance["scores"], instance["eligible"]
        columns = np.repeat(np.arange(scores.shape[1]), instance["capacity"]).tolist()
        graph = nx.Graph()
        for i in range(scores.shape[0]):
            for place, j in enumerate(columns):
                if eligible[i, j]:
                    graph.add_edge(("mentee", i), ("place", place), weight=int(scores[i, j]))
        found = nx.max_weight_matching(graph, maxcardinality=True)
        pairs = [sorted(pair) for pair in found]  # "mentee" sorts before "place"
        return [(mentee[1], columns[place[1]]) for mentee, place in pairs]

    return work


def matching(instance):
    """The matching package: a stable answer, mentees' wishes first. It knows places."""
    from matching.games import HospitalResident

    def work():
        import numpy as np

        scores, eligible = instance["scores"], instance["eligible"]
        wishes = {}
        for i in range(scores.shape[0]):
            options = np.flatnonzero(eligible[i])
            wishes[i] = options[np.argsort(-scores[i, options], kind="stable")].tolist()
        theirs = {}
        for j in range(scores.shape[1]):
            options = np.flatnonzero(eligible[:, j])
            theirs[j] = options[np.argsort(-scores[options, j], kind="stable")].tolist()
        wishes = {i: listed for i, listed in wishes.items() if listed}
        theirs = {j: listed for j, listed in theirs.items() if listed}
        places = {j: int(instance["capacity"][j]) for j in theirs}
        found = HospitalResident.create_from_dictionaries(wishes, theirs, places).solve()
        return [(int(each.name), int(j.name)) for j, listed in found.items() for each in listed]

    return work


def mentor_match(instance):
    """mentor-match 7.0.1: scores by its own rules interface, places by rounds (its list of rule
    sets), one more mentee for each mentor a round."""
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules.rule import Disqualify

    scores, eligible = instance["scores"].tolist(), instance["eligible"].tolist()
    capacity = instance["capacity"].tolist()

    class Points:
        """The same scores, as one of its rules."""

        def apply(self, match):
            return scores[match.mentee.place][match.mentor.place]

    def person(kind, place):
        made = kind(grade=1, email=f"{kind.__name__}-{place}")
        made.place = place
        return made

    def work():
        mentors = [person(Mentor, place) for place in range(len(capacity))]
        mentees = [person(Mentee, place) for place in range(len(scores))]
        rules = [
            Points(),
            Disqualify(lambda match: not eligible[match.mentee.place][match.mentor.place]),
            Disqualify(lambda match: bool(match.mentee.mentors)),
            Disqualify(lambda match: len(match.mentor.mentees) >= capacity[match.mentor.place]),
        ]
        process_data(mentors, mentees, [rules] * max(capacity))
        return [(each.place, mentor.place) for each in mentees for mentor in each.mentors]

    return work


METHODS = {
    "mentor-match": mentor_match,
    "matching": matching,
    "munkres": munkres,
    "networkx": networkx,
    "scipy": scipy,
    "ortools": ortools,
    "greedy": greedy,
}


def measured(work):
    """Run it; return its pairs, processor and wall seconds, and the most memory in MB."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return found, {"cpu_s": cpu, "wall_s": wall, "peak_mb": peak()}


def peak():
    """The most memory this process held, in MB. What getrusage says may be its parent's."""
    try:
        said = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


def pin():
    """Stay on one core, where the system lets us choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def main(method, path):
    import numpy as np

    pin()
    with np.load(path) as stored:
        instance = {name: stored[name] for name in ("scores", "eligible", "capacity")}
    pairs, figures = measured(METHODS[method](instance))
    pairs = sorted({(int(i), int(j)) for i, j in pairs})
    Path(path).with_name(f"{method}.json").write_text(json.dumps(pairs))
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
