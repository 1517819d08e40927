"""A release's text with what several readers need of it: sentences and names, found once."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from calendar_app.dates import Phrase, find_phrases
from calendar_app.dates.quotes import in_quotation
from calendar_app.model import Release
from calendar_app.profiles import Profile
from calendar_app.profiles.names import Mention
from calendar_app.releases.sentences import sentence_index, sentence_ranges

_FARTHEST = 3000  # characters; a line is looked at no farther than this to either side


@dataclass(frozen=True)
class ReleaseText:
    """The text of a release; all ranges count characters of it."""

    release: Release
    profile: Profile

    @property
    def text(self) -> str:
        return self.release.text

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        dates = [(phrase.start, phrase.end) for phrase in self.phrases]
        return sentence_ranges(self.text, self.release.body_start, whole=dates)

    @property
    def language(self) -> str:
        return self.release.language or self.profile.language

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The date phrases, in order."""
        return tuple(find_phrases(self.text, self.language))

    @cached_property
    def mentions(self) -> list[Mention]:
        return self.profile.names_in(self.language).find(self.text)

    def sentence(self, offset: int) -> tuple[int, int]:
        """The range of the sentence at an offset."""
        if not self.sentences or offset < self.sentences[0][0]:
            return 0, max(self.release.body_start - 1, 0)
        return self.sentences[sentence_index(self.sentences, offset)]

    def number(self, offset: int) -> int:
        """How many sentences stand before the one at an offset."""
        return sentence_index(self.sentences, offset) if self.sentences else 0

    def within(self, start: int, stop: int) -> list[Mention]:
        """The names in a range."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, stop, first, key=lambda mention: mention.start)
        return [mention for mention in self.mentions[first:last] if mention.stop <= stop]

    def called(self, office: Mention) -> str:
        """The name of an office as the text has it, with the organisation's short name."""
        name = self.text[office.start : office.stop]
        return name if any(short in name for short in self.profile.shorts) else f"{self.profile.short} {name}"

    def line(self, offset: int) -> tuple[int, int]:
        """The range of the line at an offset."""
        start = self.text.rfind("\n", max(0, offset - _FARTHEST), offset) + 1
        stop = self.text.find("\n", offset, offset + _FARTHEST)
        return start or max(0, offset - _FARTHEST), min(len(self.text), offset + _FARTHEST) if stop < 0 else stop

    def labelled(self, label: re.Pattern[str]) -> tuple[int, int] | None:
        """What stands behind a label at the beginning of a line ("Where: …"), as a range; the first such line's."""
        for start, stop in self.sentences:
            match = label.match(self.text, start, stop)
            if match and self.line(start)[0] == start and match.end() < stop:
                return match.end(), stop
        return None

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies in a quotation that runs on: somebody's words, not the release's."""
        return in_quotation(self.text, offset, _FARTHEST)
