"""What a release means for the events that are known: decided here, written elsewhere."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calendar_app.model import Event, Extraction, FoundEvent
from calendar_app.store.merging import VISIBLE, Change, Said, changes, confidence, merged
from calendar_app.store.titles import alike, likeness, words

# How far an event is moved, at most, where only its new day is told
FARTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A stored event and what each of its releases says of it; `former` is what releases said that tell of it no more.

    An event that no release tells of any more is withdrawn: it is kept, so that it can come back as itself.
    """

    event: Event
    said: tuple[Said, ...]
    former: tuple[Said, ...] = ()

    @property
    def withdrawn(self) -> bool:
        return not self.said


@dataclass(frozen=True, slots=True)
class KnownRelease:
    """A stored release, by the key under which it is stored, and the events that it is evidence for."""

    key: str
    published: date | None
    events: tuple[KnownEvent, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """A found event is one that this release told of before, and nothing that is seen changes."""

    found: int
    event: Event
    confidence: float


@dataclass(frozen=True, slots=True)
class Changed:
    """A known event gets other visible fields, or is `revived`: told of again after it was withdrawn. `found` is None
    where it lost evidence."""

    found: int | None
    event: Event
    confidence: float
    changes: tuple[Change, ...]
    revived: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """A found event that nothing known matches."""

    found: int
    said: Said


@dataclass(frozen=True, slots=True)
class Joined:
    """A found event is one that other releases tell of; this one becomes further evidence."""

    found: int
    event: Event
    confidence: float


@dataclass(frozen=True, slots=True)
class Untold:
    """The release tells of a known event no more; others do, with this confidence."""

    event: Event
    confidence: float


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The only release that told of a known event tells of it no more."""

    event: Event


Decision = Same | Changed | New | Joined | Untold | Withdrawn


def reconcile(
    extraction: Extraction, known_release: KnownRelease | None, candidates: Sequence[KnownEvent]
) -> list[Decision]:
    """What each found event is, in their order; `found` of a decision is its index in `extraction.events`. Behind them
    comes what the release told of before and tells of no more.

    `candidates` are the stored events on the days of the found ones, or moved to or from them. A found event is first
    looked for among those that the release told of before, then among the candidates of other releases; a Joined is
    followed by a Changed where it fills or corrects fields. Two found events of one release are never one event.
    """
    own = known_release.events if known_release else ()
    key = known_release.key if known_release else extraction.release.key
    published = extraction.published or (known_release.published if known_release else None)
    again = _found_again(extraction.events, key, own)
    own_ids = {known.event.id for known in own}
    others = sorted(
        (known for known in candidates if known.event.id not in own_ids and not known.withdrawn),
        key=lambda known: known.event.id,
    )
    joined = _told_by_others(extraction.events, set(range(len(extraction.events))) - set(again), others, published)
    decisions: list[Decision] = []
    for index, found in enumerate(extraction.events):
        said = Said(key, published, found)
        if index in again:
            decisions.append(_seen_again(index, again[index], said))
        elif index in joined:
            decisions.extend(_joining(index, joined[index], said))
        else:
            decisions.append(New(index, said))
    for one in own:
        if one not in again.values() and any(said.release == key for said in one.said):
            decisions.extend(_no_longer_told(one, key))
    return decisions


def is_revision(text: str, stored: str) -> bool:
    """Whether a text under a stored release's address is that release, edited, and not another one.

    Some addresses are those of a list, and stand on every release in it. In the annotated releases no two share more
    than 0.41 of their words.
    """
    return likeness(words(text), words(stored)) >= 0.6


def _no_longer_told(known: KnownEvent, release: str) -> list[Decision]:
    told = [one for one in known.said if one.release != release]
    if not told:
        return [Withdrawn(known.event)]
    untold = Untold(known.event, confidence(told))
    found = changes(known.event, merged(told))
    return [untold, Changed(None, known.event, confidence(told), found)] if found else [untold]


def _seen_again(index: int, known: KnownEvent, said: Said) -> Decision:
    told = [*(one for one in known.said if one.release != said.release), said]
    found = changes(known.event, merged(told))
    if found or known.withdrawn:
        return Changed(index, known.event, confidence(told), found, revived=known.withdrawn)
    return Same(index, known.event, confidence(told))


def _joining(index: int, known: KnownEvent, said: Said) -> list[Decision]:
    told = [*known.said, said]
    joined = Joined(index, known.event, confidence(told))
    found = changes(known.event, merged(told))
    return [joined, Changed(index, known.event, confidence(told), found)] if found else [joined]


def _found_again(events: Sequence[FoundEvent], key: str, own: Sequence[KnownEvent]) -> dict[int, KnownEvent]:
    """Which events of a known release are found again: those on the same days first, then those of the same name."""
    before = [next(one.found for one in (*known.said, *known.former) if one.release == key) for known in own]
    on_day = _by_days(before)
    same_days = ((i, j) for i, event in enumerate(events) for j in on_day[event.start, event.end])
    pairs = _best_pairs(same_days, events, before)
    left = [i for i in range(len(events)) if i not in pairs]
    free = set(range(len(own))) - set(pairs.values())
    same_name = ((i, j) for i in left for j in free if alike(events[i].title, before[j].title))
    pairs |= _best_pairs(same_name, events, before)
    return {i: own[j] for i, j in pairs.items()}


def _told_by_others(
    events: Sequence[FoundEvent], left: Collection[int], others: Sequence[KnownEvent], published: date | None
) -> dict[int, KnownEvent]:
    """Which of the found events that are `left` other releases tell of too; each known event is taken once."""
    known = [one.event for one in others]
    on_day = _by_days(known)
    moved = _by_moved_day(others)
    possible = [
        (i, j) for i in left for j in on_day[events[i].start, events[i].end] if _could_be_one(events[i], known[j])
    ]
    possible += [(i, j) for i in left for j in moved(events[i]) if _could_be_moved(events[i], known[j])]
    possible += _moved_from_untold(events, left, others, published)
    return {i: others[j] for i, j in _best_pairs(set(possible), events, known).items()}


def _moved_from_untold(
    events: Sequence[FoundEvent], left: Iterable[int], others: Sequence[KnownEvent], published: date | None
) -> list[tuple[int, int]]:
    """Pairs of a found and a known event of which one was moved to its day from a day that its release does not tell,
    which the other can be: the only one of its name that was to come when that release was written."""
    pairs = []
    for i in left:
        fits = [j for j, one in enumerate(others) if _could_have_moved(events[i], one, published)]
        # Of a course that is held each month, which one was moved cannot be told.
        pairs += [(i, j) for j in fits] if len(fits) == 1 else []
    return pairs


def _could_have_moved(found: FoundEvent, known: KnownEvent, published: date | None) -> bool:
    if not _could_be_moved(found, known.event):
        return False
    if found.moved:
        return _was_to_come(found.start, known.event.start, published)
    moved = (said for said in known.said if said.found.moved)
    return any(_was_to_come(said.found.start, found.start, said.published) for said in moved)


def _was_to_come(day: date, left: date, published: date | None) -> bool:
    """Whether an event can have been moved to one day from another by a release of a day."""
    return day != left and abs(day - left) <= FARTHEST and (published is None or left >= published)


def _by_moved_day(known: Sequence[KnownEvent]) -> Callable[[FoundEvent], list[int]]:
    """For a found event the indices of those that it moves, and of those that were moved away from its day."""
    on_day: defaultdict[date, list[int]] = defaultdict(list)
    left_day: defaultdict[date, list[int]] = defaultdict(list)
    for index, one in enumerate(known):
        on_day[one.event.start].append(index)
        for day in {said.found.moved_from for said in one.said if said.found.moved_from}:
            left_day[day].append(index)

    def beside(found: FoundEvent) -> list[int]:
        there = on_day[found.moved_from] if found.moved_from else []
        return [*there, *left_day[found.start]]

    return beside


def _could_be_one(found: FoundEvent, event: Event) -> bool:
    """Whether two releases can mean one event, their days being equal: nothing contradicts, and the titles are alike.

    Rather two events for one than one for two: an event too many is seen, one that is lost is not.
    """
    if any(_contradict(getattr(found, field), getattr(event, field)) for field in ("start_time", "end_time")):
        return False
    if found.start_time and event.start_time and _contradict(found.timezone, event.timezone):
        return False
    return _could_be_moved(found, event)


def _could_be_moved(found: FoundEvent, event: Event) -> bool:
    """Whether two releases can mean one event on whatever days."""
    if _contradict(found.country, event.country):
        return False
    if found.offices and event.offices and not set(found.offices) & set(event.offices):
        return False
    return not _far_apart(found.place, event.place) and alike(found.title, event.title)


def _contradict(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _far_apart(one: str | None, other: str | None) -> bool:
    """Whether two places have no word in common: "Hofburg, Vienna" and "Vienna" can be one place, "Bitola" not."""
    mine, others = words(one or ""), words(other or "")
    return bool(mine and others) and not mine & others


def _by_days(events: Iterable[FoundEvent | Event]) -> defaultdict[tuple[date, date], list[int]]:
    on_day: defaultdict[tuple[date, date], list[int]] = defaultdict(list)
    for index, event in enumerate(events):
        on_day[event.start, event.end].append(index)
    return on_day


def _best_pairs(
    possible: Iterable[tuple[int, int]], events: Sequence[FoundEvent], known: Sequence[FoundEvent | Event]
) -> dict[int, int]:
    """Pairs of indices, each index in one pair at most: the likest titles first, then those that agree in most."""
    mine = [words(event.title) for event in events]
    others = [words(event.title) for event in known]

    def rank(pair: tuple[int, int]) -> tuple[float, int, tuple[int, int]]:
        i, j = pair
        return -likeness(mine[i], others[j]), -_agreement(events[i], known[j]), pair

    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(possible, key=rank):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _agreement(found: FoundEvent, event: FoundEvent | Event) -> int:
    return sum(getattr(found, field) == getattr(event, field) for field in VISIBLE)
