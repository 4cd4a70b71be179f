"""An exact simplex: are these linear limits satisfiable, and if not, which of them contradict?

Variables have bounds; rows are sums of variables with bounds of their own. `check` finds values
within all bounds or returns a `BoundsConflict`: bounds that contradict each other, with multipliers
that prove it (a Farkas certificate, which anyone can add up again). All numbers are whole or
`Fraction`: there is no tolerance anywhere.

The method is that of B. Dutertre and L. de Moura, "A Fast Linear-Arithmetic Solver for DPLL(T)"
(CAV 2006): only rows that are violated are ever touched, which suits documents whose figures
nearly all agree. Bland's rule makes it end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ..model.values import NamedTuple

Number = int | Fraction


class LimitError(Exception):
    """More pivots than allowed: nothing was found out."""


class BoundUse(NamedTuple):
    """One bound in a certificate: `multiplier` (> 0) times the lower or upper bound of a
    variable."""

    variable: int
    is_low: bool
    multiplier: Number


class BoundsConflict(NamedTuple):
    """Bounds that cannot hold together."""

    bounds: tuple[BoundUse, ...]


class Simplex:
    """Variables, rows and their bounds. A variable starts at 0, or at the bound next to it."""

    def __init__(self, pivots: int = 20_000) -> None:
        self.low: list[Number | None] = []
        self.high: list[Number | None] = []
        self.value: list[Number] = []
        self.allow(pivots)
        self._rows: dict[int, dict[int, Number]] = {}
        self._columns: list[set[int]] = []

    def allow(self, pivots: int) -> None:
        """Begin to count pivots anew."""
        self.pivots_left = pivots
        self._patience = pivots - min(pivots // 2, 1000)

    def variable(self, low: Number | None = None, high: Number | None = None) -> int:
        """A new variable between two bounds; None is no bound."""
        start: Number = 0
        if low is not None and low > 0:
            start = low
        elif high is not None and high < 0:
            start = high
        self.low.append(low)
        self.high.append(high)
        self.value.append(start)
        self._columns.append(set())
        return len(self.value) - 1

    def row(
        self, terms: Iterable[tuple[int, Number]], low: Number | None, high: Number | None
    ) -> int:
        """A sum of variables, itself a variable, between two bounds."""
        made: dict[int, Number] = {}
        for variable, weight in terms:
            if variable in self._rows:
                for other, factor in self._rows[variable].items():
                    _add(made, other, weight * factor)
            else:
                _add(made, variable, weight)
        number = len(self.value)
        self.low.append(low)
        self.high.append(high)
        self.value.append(sum((w * self.value[v] for v, w in made.items()), 0))
        self._columns.append(set())
        self._rows[number] = made
        for other in made:
            self._columns[other].add(number)
        return number

    def limit(self, variable: int, low: Number | None, high: Number | None) -> None:
        """Give a variable other bounds; one outside the rows keeps within them."""
        self.low[variable], self.high[variable] = low, high
        if variable not in self._rows:
            value = self.value[variable]
            if low is not None and value < low:
                self._move(variable, low - value)
            elif high is not None and value > high:
                self._move(variable, high - value)

    def check(self) -> BoundsConflict | None:
        """Make all bounds hold, or say which cannot. Raises `LimitError`."""
        while True:
            broken = self._violated()
            if broken is None:
                return None
            basic, upwards = broken
            row = self._rows[basic]
            entering = min(
                (v for v, w in row.items() if self._can_move(v, up=(w > 0) is upwards)),
                key=self._order,
                default=None,
            )
            if entering is None:
                return BoundsConflict(tuple(self._certificate(basic, row, upwards=upwards)))
            limit = self.low[basic] if upwards else self.high[basic]
            if limit is None:
                raise AssertionError
            self._move(entering, _divide(limit - self.value[basic], row[entering]))
            self._pivot(basic, entering)

    def most(self, variable: int, *, up: bool) -> Number | None:
        """The greatest (or least) value of a variable within all bounds; None if there is no end.

        After `check` has found values. Raises `LimitError`.
        """
        while True:
            itself: dict[int, Number] = {variable: 1}
            goal = self._rows.get(variable, itself)
            entering = min(
                (v for v, w in goal.items() if self._can_move(v, up=(w > 0) is up)), default=None
            )
            if entering is None:
                return self.value[variable]
            rising = (goal[entering] > 0) is up
            step, leaving = self._furthest(entering, up=rising)
            if step is None:
                return None
            self._move(entering, step if rising else -step)
            if leaving is not None:
                self._pivot(leaving, entering)

    def _order(self, variable: int) -> tuple[int, int]:
        """What enters first: what stands in few rows, so that few change; in the long run simply
        the first (Bland's rule), so that the search ends."""
        patient = self.pivots_left > self._patience
        return (len(self._columns[variable]) if patient else 0), variable

    def _violated(self) -> tuple[int, bool] | None:
        """The first row out of its bounds, and whether it must rise."""
        found: tuple[int, bool] | None = None
        for basic in self._rows:
            if found is not None and basic > found[0]:
                continue
            value, low, high = self.value[basic], self.low[basic], self.high[basic]
            if low is not None and value < low:
                found = basic, True
            elif high is not None and value > high:
                found = basic, False
        return found

    def _can_move(self, variable: int, *, up: bool) -> bool:
        limit = self.high[variable] if up else self.low[variable]
        return limit is None or (
            self.value[variable] < limit if up else self.value[variable] > limit
        )

    def _move(self, variable: int, step: Number) -> None:
        """Change a variable outside the rows, and all rows with it."""
        if not step:
            return
        self.value[variable] += step
        for basic in self._columns[variable]:
            self.value[basic] += self._rows[basic][variable] * step

    def _furthest(self, entering: int, *, up: bool) -> tuple[Number | None, int | None]:
        """How far a variable can go before something reaches its bound, and which row does."""
        limit = self.high[entering] if up else self.low[entering]
        best: Number | None = None if limit is None else _size(limit - self.value[entering])
        leaving: int | None = None
        for basic in sorted(self._columns[entering]):
            weight = self._rows[basic][entering]
            bound = self.high[basic] if (weight > 0) is up else self.low[basic]
            if bound is None:
                continue
            room = _divide(_size(bound - self.value[basic]), _size(weight))
            if best is None or room < best:
                best, leaving = room, basic
        return best, leaving

    def _pivot(self, basic: int, entering: int) -> None:
        """Exchange a row's variable with one in it."""
        self.pivots_left -= 1
        if self.pivots_left < 0:
            raise LimitError
        row = self._rows.pop(basic)
        weight = row.pop(entering)
        for other in row:
            self._columns[other].discard(basic)
        self._columns[entering].discard(basic)
        solved: dict[int, Number] = {basic: _divide(1, weight)}
        for other, w in row.items():
            solved[other] = _divide(-w, weight)
        for number in list(self._columns[entering]):
            target = self._rows[number]
            factor = target.pop(entering)
            for other, w in solved.items():
                had = other in target
                _add(target, other, factor * w)
                if other in target and not had:
                    self._columns[other].add(number)
                elif had and other not in target:
                    self._columns[other].discard(number)
        self._columns[entering] = set()
        self._rows[entering] = solved
        for other in solved:
            self._columns[other].add(entering)

    def _certificate(
        self, basic: int, row: Mapping[int, Number], *, upwards: bool
    ) -> Iterable[BoundUse]:
        yield BoundUse(basic, upwards, 1)
        for variable, weight in row.items():
            yield BoundUse(variable, (weight > 0) is not upwards, _size(weight))


def _add(row: dict[int, Number], variable: int, weight: Number) -> None:
    total = row.get(variable, 0) + weight
    if total:
        row[variable] = total
    else:
        row.pop(variable, None)


def _size(a: Number) -> Number:
    """The absolute value; `abs` of a union has no type."""
    return a if a >= 0 else -a


def _divide(a: Number, b: Number) -> Number:
    """a / b; whole where it comes out even."""
    if isinstance(a, int) and isinstance(b, int):
        whole, rest = divmod(a, b)
        return Fraction(a, b) if rest else whole
    quotient = Fraction(a) / b
    return quotient.numerator if quotient.denominator == 1 else quotient
