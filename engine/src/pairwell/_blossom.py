"""Heaviest pairs within one pool, where an odd ring of people can stand in each other's way.

Edmonds' primal-dual method ("Maximum matching and a polyhedron with 0,1-vertices", 1965). Every
person has a price and so does every odd set (a blossom) that was shrunk on the way; no two people
are worth more than their prices and the prices of the sets that hold both. It starts from prices
and pairs that are right already, so only the few people left over by odd rings are searched from,
one after the other. Everything is whole numbers: prices are kept doubled.

A blossom is written as its children, in a ring, and the edge from each child to the next. In a
search a top-level blossom is OUTER (an even way from the root) or INNER (an odd way).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from pairwell._model import Integers

Edge = tuple[int, int]

OUTER, INNER = 1, 2
NOBODY = -1
STEPS_EACH = 20
"""Far more steps than a search can take: a tree grows, shrinks and opens up once a person."""


@dataclass(eq=False)
class Ring:
    """A blossom. base: the one member whose partner is outside. price: what the set is charged."""

    children: list[int] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    base: int = NOBODY
    price: int = 0


class Pool:
    """People, the edges between them, pairs so far and prices.

    double: the people's prices, doubled. Right at the start: no edge is over its prices, every
    pair's edge meets them.
    """

    def __init__(
        self, ends: tuple[Integers, Integers], worth: Integers, mate: Integers, double: Integers
    ) -> None:
        count = len(mate)
        self.one = np.concatenate(ends)
        self.other = np.concatenate(ends[::-1])
        self.worth = np.concatenate([worth, worth])
        self.mate: list[int] = mate.tolist()
        self.double = double.astype(np.int64)
        self.top = np.arange(count)
        self.mark = np.zeros(count, np.int8)
        self.rings: dict[int, Ring] = {}
        self.parent: dict[int, int] = {}
        self.label: dict[int, int] = {}
        self.came: dict[int, Edge | None] = {}
        self.next_ring = count

    def run(self) -> None:
        """Search from everybody who is left over at a price."""
        for root in range(len(self.mate)):
            if self.mate[root] == NOBODY and self.double[root] > 0:
                self.search(root)

    # --- one search ---

    def search(self, root: int) -> None:
        """Find the root a partner, or leave over somebody instead whose price comes to nothing."""
        self.label.clear()
        self.came.clear()
        self.mark[:] = 0
        self.reach(int(self.top[root]), OUTER, None)
        for _ in range(STEPS_EACH * (len(self.mate) + 1)):
            if self.follow_tight_edges() or self.change_prices():
                break
        else:
            raise RuntimeError("A search among peers did not end; please report this instance.")
        for ring in [b for b, each in self.rings.items() if not each.price]:
            if ring in self.rings and ring not in self.parent:
                self.open_up(ring)

    def follow_tight_edges(self) -> bool:
        """Take up edges that meet their prices, from the outer side. True when one ended it."""
        outer = (self.mark[self.one] == OUTER) & (self.mark[self.other] != INNER)
        edges = np.flatnonzero(outer)
        edges = edges[self.top[self.one[edges]] != self.top[self.other[edges]]]
        tight = edges[self.slack(edges) == 0]
        for edge in tight.tolist():
            if self.take_up(int(self.one[edge]), int(self.other[edge])):
                return True
        return False

    def slack(self, edges: Integers) -> Integers:
        """Return how far edges are under their prices, doubled."""
        one, other = self.one[edges], self.other[edges]
        room: Integers = self.double[one] + self.double[other] - 2 * self.worth[edges]
        return room

    def take_up(self, here: int, there: int) -> bool:
        """Grow the tree by one tight edge, close a ring, or end with a new pair."""
        mine, theirs = int(self.top[here]), int(self.top[there])
        label = self.label.get(theirs, 0)
        if mine == theirs or label == INNER:
            return False
        if label == OUTER:
            self.close_ring(here, there)
            return False
        base = self.base_of(theirs)
        if self.mate[base] == NOBODY:
            self.turn_round(theirs, there)
            self.mate[there] = here
            self.flip_from(here, there)
            return True
        self.reach(theirs, INNER, (here, there))
        partner = self.mate[base]
        self.reach(int(self.top[partner]), OUTER, (base, partner))
        return False

    def reach(self, ring: int, label: int, edge: Edge | None) -> None:
        """Label a top-level blossom and remember the edge it was reached by."""
        self.label[ring], self.came[ring] = label, edge
        self.mark[self.members(ring)] = label

    def change_prices(self) -> bool:
        """Lower the outer and raise the inner prices until something gives. True when it ended."""
        outer = np.flatnonzero(self.mark == OUTER)
        lowest = int(self.double[outer].min())
        steps = [lowest]
        from_outer = self.mark[self.one] == OUTER
        fresh = np.flatnonzero(from_outer & (self.mark[self.other] == 0))
        if len(fresh):
            steps.append(int(self.slack(fresh).min()))
        both = np.flatnonzero(from_outer & (self.mark[self.other] == OUTER))
        both = both[self.top[self.one[both]] != self.top[self.other[both]]]
        if len(both):
            steps.append(int(self.slack(both).min()) // 2)
        inner = [b for b, label in self.label.items() if label == INNER and b in self.rings]
        steps += [self.rings[ring].price for ring in inner]
        step = min(steps)
        self.double[outer] -= step
        self.double[self.mark == INNER] += step
        for ring, label in self.label.items():
            if ring in self.rings:
                self.rings[ring].price += step if label == OUTER else -step
        if step == lowest:
            self.flip_from(int(outer[np.argmin(self.double[outer])]), NOBODY)
            return True
        for ring in inner:
            if ring in self.rings and not self.rings[ring].price:
                self.open_inner(ring)
        return False

    def flip_from(self, here: int, partner: int) -> None:
        """Pair an outer person with another, or with nobody, and swap pairs up to the root."""
        while True:
            ring = int(self.top[here])
            self.turn_round(ring, here)
            self.mate[here] = partner
            edge = self.came[ring]
            if edge is None:
                return
            inner = int(self.top[edge[0]])
            back = self.came[inner]
            if back is None:
                raise AssertionError("an inner set was reached by no edge")
            outside, inside = back
            self.turn_round(inner, inside)
            self.mate[inside] = outside
            here, partner = outside, inside

    # --- blossoms ---

    def members(self, ring: int) -> list[int]:
        """Return the people of a blossom."""
        if ring not in self.rings:
            return [ring]
        return [each for child in self.rings[ring].children for each in self.members(child)]

    def base_of(self, ring: int) -> int:
        """Return the member whose partner is outside."""
        return self.rings[ring].base if ring in self.rings else ring

    def way_to_root(self, ring: int) -> Iterator[int]:
        """Walk over the outer blossoms from one to the root."""
        while True:
            yield ring
            edge = self.came[ring]
            if edge is None:
                return
            back = self.came[int(self.top[edge[0]])]
            if back is None:
                return
            ring = int(self.top[back[0]])

    def close_ring(self, here: int, there: int) -> None:
        """Shrink the odd ring that an edge between two outer people closes."""
        mine, theirs = int(self.top[here]), int(self.top[there])
        behind = list(self.way_to_root(mine))
        meet = next(ring for ring in self.way_to_root(theirs) if ring in behind)
        left, right = self.side(mine, meet), self.side(theirs, meet)
        ring = Ring(base=self.base_of(meet))
        ring.children = [meet, *(child for child, _ in reversed(left)), *(c for c, _ in right)]
        down = [edge for _, edge in reversed(left)]
        up = [(inside, outside) for _, (outside, inside) in right]
        ring.edges = [*down, (here, there), *up]
        name = self.next_ring
        self.next_ring += 1
        self.rings[name] = ring
        for child in ring.children:
            self.parent[child] = name
        came = self.came[meet]
        for child in ring.children:
            self.label.pop(child), self.came.pop(child)
        self.top[self.members(name)] = name
        self.reach(name, OUTER, came)

    def side(self, ring: int, meet: int) -> list[tuple[int, Edge]]:
        """List the blossoms from one up to another, each with the edge that leads down to it."""
        found = []
        while ring != meet:
            edge = self.came[ring]
            if edge is None:
                raise AssertionError("the way up missed the meeting point")
            found.append((ring, edge))
            ring = int(self.top[edge[0]])
        return found

    def turn_round(self, ring: int, new_base: int) -> None:
        """Swap pairs inside a blossom so that another member becomes the base."""
        if ring not in self.rings:
            return
        blossom = self.rings[ring]
        child = self.child_holding(ring, new_base)
        self.turn_round(child, new_base)
        place = blossom.children.index(child)
        children = blossom.children[place:] + blossom.children[:place]
        edges = blossom.edges[place:] + blossom.edges[:place]
        for number in range(1, len(children), 2):
            one, other = edges[number]
            self.turn_round(children[number], one)
            self.turn_round(children[number + 1], other)
            self.mate[one], self.mate[other] = other, one
        blossom.children, blossom.edges, blossom.base = children, edges, new_base

    def child_holding(self, ring: int, person: int) -> int:
        """Return the child of a blossom that a member is in."""
        child = person
        while self.parent[child] != ring:
            child = self.parent[child]
        return child

    def open_up(self, ring: int) -> None:
        """Undo a blossom without a price, and those in it."""
        for child in self.rings.pop(ring).children:
            del self.parent[child]
            self.top[self.members(child)] = child
            if child in self.rings and not self.rings[child].price:
                self.open_up(child)

    def open_inner(self, ring: int) -> None:
        """Undo an inner blossom in the middle of a search, and keep the way through it labelled."""
        blossom = self.rings[ring]
        entry = self.came.pop(ring)
        del self.label[ring]
        if entry is None:
            raise AssertionError("an inner set was reached by no edge")
        start = blossom.children.index(self.child_holding(ring, entry[1]))
        children, edges = blossom.children, blossom.edges
        self.mark[self.members(ring)] = 0
        for child in self.rings.pop(ring).children:
            del self.parent[child]
            self.top[self.members(child)] = child
        count = len(children)
        # From the entry to the base (child 0) by the side with an even number of edges.
        forward = (count - start) % 2 == 0
        place, edge = start, entry
        while True:
            self.reach(children[place], INNER, edge)
            if place == 0:
                return
            for label in (OUTER, INNER):
                follow = (place + 1) % count if forward else place - 1
                edge = edges[place] if forward else edges[follow][::-1]
                place = follow
                if label == OUTER:
                    self.reach(children[place], OUTER, edge)
