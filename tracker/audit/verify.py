"""Walk the chain and find the first place where it, or what is stored, was changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.audit.chain import Head
from tracker.audit.links import (
    UnreadableLink,
    find_head_number,
    find_last_subject,
    read_batches,
    read_link,
)
from tracker.audit.standing import find_wrong_standing
from tracker.audit.stored import STORED, Contents, list_ids, load_contents
from tracker.audit.undoings import find_unlinked, find_wrong_undoings
from tracker.audit.wording import name_act, name_link
from tracker.domain.audit import BEFORE_FIRST, FIRST, VERSION, Act, encode_link, hash_link
from tracker.store.base import AnyRow

Progress = Callable[[int, int], None]
"""Called with links verified and links in all."""

UNLINKED = "has no link: the tracker did not store it."

_CHANGED_ROW = "was made of something else than what is stored of it now."
_CHANGED = {
    Act.IMPORTED: "was made of something else than what is stored of it now: the import itself, the"
    " rows of its file that were recorded, or those that were refused, were changed."
}
"""What is told of a row that was changed; a link of an import is made of more than its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """Where the chain does not hold: the link's number, None for what has no link; in words."""

    number: int | None
    sentence: str


def find_break(
    session: Session,
    *,
    first: int = FIRST,
    kept: Head | None = None,
    progress: Progress | None = None,
) -> Break | None:
    """The first break from link `first` on, in the order of the chain; None where all holds.

    `kept` is a head that was written down earlier: without one, nobody can see that links were
    cut off at the end, or that the whole chain was made anew.
    """
    return next(_Walk(session, first, kept).find_breaks(progress), None)


class _Walk:
    """One walk along the chain; `before` is the last link that held."""

    def __init__(self, session: Session, first: int, kept: Head | None) -> None:
        self._session = session
        self._first = first
        self._kept = kept
        self._before = Head(number=first - 1, hash=BEFORE_FIRST)
        self._seen: dict[str, int | None] = dict.fromkeys(STORED)

    def find_breaks(self, progress: Progress | None) -> Iterator[Break]:
        """Breaks in the order of the chain; those after the first may only follow from it."""
        yield from self._begin()
        total = max(find_head_number(self._session) - self._first + 1, 0)
        try:
            for links in read_batches(self._session, self._first):
                yield from self._check_batch(links)
                if progress:
                    progress(self._before.number - self._first + 1, total)
        except UnreadableLink as found:
            yield Break(number=found.number, sentence=f"{found}: it was changed.")
        yield from self._end()

    def _begin(self) -> Iterator[Break]:
        """Stand on the link before the first."""
        if self._kept and self._kept.number < self._first:
            yield from self._compare_with_kept(read_link(self._session, self._kept.number))
        if self._first == FIRST:
            return
        before = read_link(self._session, self._first - 1)
        if before is None:
            yield _miss(self._first - 1)
        else:
            self._stand_on(before)

    def _stand_on(self, before: AnyRow) -> None:
        self._before = Head(number=before.number, hash=before.hash)
        for act in STORED:
            self._seen[act] = find_last_subject(self._session, act, self._first)

    def _check_batch(self, links: Sequence[AnyRow]) -> Iterator[Break]:
        stored = {act: _load_stored(self._session, act, self._seen[act], links) for act in STORED}
        for link in links:
            yield from self._check_link(link)
            if link.act in stored:
                yield from self._check_stored(link, stored[link.act])
            self._before = Head(number=link.number, hash=link.hash)
        for link in find_wrong_undoings(self._session, links):
            yield self._tell(link, "does not say what is stored of it now.")
        begun = [link.subject_id for link in links if link.act == Act.REVISION]
        for report_id in find_wrong_standing(self._session, begun):
            sentence = (
                f"What is noted to stand of report {report_id} does not follow from the acts on it."
            )
            yield Break(number=None, sentence=sentence)

    def _check_link(self, link: AnyRow) -> Iterator[Break]:
        """The link itself: its number, its hash, what it follows on."""
        last = self._before.number
        if link.number != last + 1:
            yield _miss(last + 1)
        if link.version != VERSION:
            yield self._tell(link, "has a version that is not known: it was changed.")
        elif link.hash != hash_link(link.previous, link.number, encode_link(link._asdict())):
            yield self._tell(link, "was changed: its hash does not fit what it says.")
        elif link.previous != self._before.hash:
            yield self._tell(link, f"does not follow on link {last}: one of them was made anew.")
        if self._kept and self._kept.number == link.number:
            yield from self._compare_with_kept(link)

    def _compare_with_kept(self, link: AnyRow | None) -> Iterator[Break]:
        if self._kept and (link is None or link.hash != self._kept.hash):
            sentence = (
                f"Link {self._kept.number} is not the one that was kept: the chain was made anew."
            )
            yield Break(number=self._kept.number, sentence=sentence)

    def _check_stored(self, link: AnyRow, stored: _Stored) -> Iterator[Break]:
        """What the link is about, and that nothing without a link lies before that."""
        waiting, self._seen[link.act] = stored.waiting, link.subject_id
        if waiting and waiting[0] < link.subject_id:
            yield self._tell_unlinked(link.act, waiting[0])
        elif not waiting or waiting[0] != link.subject_id:
            yield self._tell(link, "is about something that is no longer stored.")
        elif link.content not in stored.contents.get(waiting.popleft(), ()):
            yield self._tell(link, _CHANGED.get(link.act, _CHANGED_ROW))

    def _end(self) -> Iterator[Break]:
        """Nothing is stored beyond the last link, and the chain reaches as far as it was known."""
        last = self._before.number
        if last < FIRST:
            yield _miss(FIRST)
        for act, seen in self._seen.items():
            for found in list_ids(self._session, act, after=seen, limit=1):
                yield self._tell_unlinked(act, found)
        for name in find_unlinked(self._session):
            yield Break(number=None, sentence=f"{name} {UNLINKED}")
        if self._kept and self._kept.number > last:
            kept = self._kept.number
            sentence = f"The chain ends with link {last}, but link {kept} was kept."
            yield Break(number=kept, sentence=sentence)

    def _tell(self, link: AnyRow, what: str) -> Break:
        return Break(number=link.number, sentence=f"{name_link(self._session, link)} {what}")

    def _tell_unlinked(self, act: str, subject_id: int) -> Break:
        name = name_act(self._session, act, subject_id)
        sentence = f"{name[0].upper()}{name[1:]} {UNLINKED}"
        return Break(number=None, sentence=sentence)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stored:
    """What is stored of an act in the stretch of a batch: ids in order, and contents by id."""

    waiting: deque[int]
    contents: dict[int, Contents]


def _load_stored(session: Session, act: str, seen: int | None, links: Sequence[AnyRow]) -> _Stored:
    wanted = sum(link.act == act for link in links)
    # One more would be one without a link; how many there are does not matter.
    ids = list_ids(session, act, after=seen, limit=wanted) if wanted else ()
    return _Stored(waiting=deque(ids), contents=load_contents(session, act, ids) if ids else {})


def _miss(number: int) -> Break:
    return Break(number=number, sentence=f"Link {number} is missing.")
