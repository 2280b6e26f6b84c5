"""Functions of lists (DMN 1.5, 10.3.4.4). Places count from one, or from the end where they are negative."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from barzan.feel.arithmetic import calculate
from barzan.feel.comparing import equal, less
from barzan.feel.errors import Failing
from barzan.feel.functions.signatures import function
from barzan.feel.invoking import invoke
from barzan.feel.running import Run
from barzan.feel.values import DECIMALS, Function, Value, kind_of

List = tuple[Value, ...]
_HASHED = frozenset({Decimal, str, bool, type(None)})


def both(name: str) -> Callable[[Callable[[Run, List], Value]], Callable[[Run, List], Value]]:
    """Declares a function that takes a list, or its members one by one."""

    def declare(call: Callable[[Run, List], Value]) -> Callable[[Run, List], Value]:
        function(name, "list: list")(call)
        function(name, "*members: Any")(lambda run, *members: call(run, members))
        return call

    return declare


@function("list contains", "list: list, element: Any")
def list_contains(run: Run, members: List, element: Value) -> Value:
    return any(equal(member, element, run.charge) is True for member in members)


@function("count", "list: list")
def count(run: Run, members: List) -> Value:
    return Decimal(len(members))


@both("min")
def smallest(run: Run, members: List) -> Value:
    return _furthest(members, less)


@both("max")
def largest(run: Run, members: List) -> Value:
    return _furthest(members, lambda left, right: less(right, left))


def _furthest(members: List, precedes: Callable[[Value, Value], bool | None]) -> Value:
    if not members:
        return None
    found = members[0]
    for member in members:
        first = precedes(member, found)
        if first is None:
            raise Failing(
                "همهٔ عضوها باید از یک نوع سنجیدنی باشند.",
                "All members must be of one type that has an order.",
            )
        if first:
            found = member
    return found


@both("sum")
def total(run: Run, members: List) -> Value:
    if not members:
        return None
    found = members[0]
    if kind_of(found) not in ("number", "days and time duration", "years and months duration"):
        raise _no_numbers()
    for member in members[1:]:
        found = calculate("+", found, member)
    return found


def _no_numbers() -> Failing:
    return Failing("همهٔ عضوها باید عدد باشند.", "All members must be numbers.")


@both("mean")
def mean(run: Run, members: List) -> Value:
    return calculate("/", total(run, members), Decimal(len(members))) if members else None


@both("product")
def product(run: Run, members: List) -> Value:
    numbers = _numbers(members)
    found = Decimal(1)
    for number in numbers:
        found = calculate("*", found, number)
    return found if numbers else None


def _numbers(members: Iterable[Value]) -> list[Decimal]:
    found = list(members)
    if not all(type(member) is Decimal for member in found):
        raise _no_numbers()
    return found


@both("median")
def median(run: Run, members: List) -> Value:
    numbers = sorted(_numbers(members))
    if not numbers:
        return None
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return calculate("/", calculate("+", numbers[middle - 1], numbers[middle]), Decimal(2))


@both("stddev")
def standard_deviation(run: Run, members: List) -> Value:
    """Of a sample: divided by one less than the number of members."""
    numbers = _numbers(members)
    if len(numbers) < 2:
        raise Failing("دست‌کم دو عدد لازم است.", "Two numbers are needed at least.")
    middle = mean(run, tuple(numbers))
    squares = Decimal(0)
    for number in numbers:
        apart = calculate("-", number, middle)
        squares = calculate("+", squares, calculate("*", apart, apart))
    return DECIMALS.sqrt(calculate("/", squares, Decimal(len(numbers) - 1)))


@both("mode")
def mode(run: Run, members: List) -> Value:
    """The most frequent numbers, the smallest first."""
    times: dict[Decimal, int] = {}
    for number in _numbers(members):
        times[number] = times.get(number, 0) + 1
    most = max(times.values(), default=0)
    return tuple(sorted(number for number, found in times.items() if found == most))


@both("all")
def all_true(run: Run, members: List) -> Value:
    return _judged(members, decides=False)


@both("any")
def any_true(run: Run, members: List) -> Value:
    return _judged(members, decides=True)


def _judged(members: List, *, decides: bool) -> bool | None:
    if any(member is decides for member in members):
        return decides
    return not decides if all(type(member) is bool for member in members) else None


@function("sublist", "list: list, start position: number, length?: number")
def sublist(run: Run, members: List, start: Decimal, length: Decimal | None = None) -> Value:
    first = _place(members, start)
    if length is None:
        return members[first:]
    if length < 0 or first + length > len(members):
        raise Failing("فهرست این‌همه عضو ندارد.", "The list does not have that many members.")
    return members[first : first + int(length)]


def _place(members: Sequence[Value], position: Decimal, beyond: int = 0) -> int:
    """The index of ``position``, which may lie ``beyond`` the last member by so many."""
    place = int(position)
    if place == 0 or not -len(members) <= place <= len(members) + beyond:
        raise Failing(
            f"فهرست {len(members)} عضو دارد و جایگاه {position} در آن نیست.",
            f"The list has {len(members)} members and no place {position}.",
        )
    return place - 1 if place > 0 else len(members) + place


@function("append", "list: list, *item: Any")
def append(run: Run, members: List, *items: Value) -> Value:
    return (*members, *items)


@function("concatenate", "*list: list")
def concatenate(run: Run, *lists: List) -> Value:
    run.charge(sum(map(len, lists)))
    return tuple([member for members in lists for member in members])


@function("insert before", "list: list, position: number, newItem: Any")
def insert_before(run: Run, members: List, position: Decimal, item: Value) -> Value:
    place = _place(members, position)
    return (*members[:place], item, *members[place:])


@function("remove", "list: list, position: number")
def remove(run: Run, members: List, position: Decimal) -> Value:
    place = _place(members, position)
    return members[:place] + members[place + 1 :]


@function("list replace", "list: list, position: number, newItem: Any")
def list_replace(run: Run, members: List, position: Decimal, item: Value) -> Value:
    place = _place(members, position)
    return (*members[:place], item, *members[place + 1 :])


@function("list replace", "list: list, match: function, newItem: Any")
def list_replace_matching(run: Run, members: List, match: Function, item: Value) -> Value:
    return tuple([item if _asked(run, match, member, item) else member for member in members])


def _asked(run: Run, question: Function, *arguments: Value) -> bool:
    answer = invoke(run, question, (), arguments)
    if type(answer) is not bool:
        raise Failing("تابع باید درست یا نادرست بدهد.", "The function must give true or false.")
    return answer


@function("reverse", "list: list")
def reverse(run: Run, members: List) -> Value:
    return members[::-1]


@function("index of", "list: list, match: Any")
def index_of(run: Run, members: List, match: Value) -> Value:
    return tuple(
        [Decimal(place) for place, one in enumerate(members, 1) if equal(one, match, run.charge) is True]
    )


@function("union", "*list: list")
def union(run: Run, *lists: List) -> Value:
    return distinct(run, concatenate(run, *lists))


@function("distinct values", "list: list")
def distinct(run: Run, members: List) -> Value:
    """Every value once, where it first stands."""
    seen: set[tuple[type, Any]] = set()
    others: list[Value] = []
    found: list[Value] = []
    for member in members:
        kind = type(member)
        if kind in _HASHED:
            new = (kind, member) not in seen
            seen.add((kind, member))
        else:
            run.charge(len(others))
            new = not any(equal(member, other, run.charge) is True for other in others)
            others.append(member)
        if new:
            found.append(member)
    return tuple(found)


@function("flatten", "list: list")
def flatten(run: Run, members: List) -> Value:
    found: list[Value] = []
    waiting = list(reversed(members))
    while waiting:
        run.charge(1)
        member = waiting.pop()
        if type(member) is tuple:
            waiting.extend(reversed(member))
        else:
            found.append(member)
    return tuple(found)


@function("sort", "list: list, precedes?: function")
def sort(run: Run, members: List, precedes: Function | None = None) -> Value:
    """In the order that ``precedes`` says; without it the smallest first. Equals keep their order."""

    class Sorted:
        __slots__ = ("value",)

        def __init__(self, value: Value) -> None:
            self.value = value

        def __lt__(self, other: Sorted) -> bool:
            run.charge(1)
            if precedes is not None:
                return _asked(run, precedes, self.value, other.value)
            first = less(self.value, other.value)
            if first is None:
                raise Failing("عضوهای فهرست ترتیبی ندارند.", "The members of the list have no order.")
            return first

    return tuple([one.value for one in sorted(map(Sorted, members))])
