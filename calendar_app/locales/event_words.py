"""The words of a language that tell of events, as its file has them: roles, titles, places, hours, organisers."""

from typing import Literal

from pydantic import Field

from calendar_app.locales.shape import Shape

# The kinds of events, in the order in which they are listed.
KINDS = ("training", "conference", "meeting", "visit", "election", "presentation", "campaign", "other")
BODIES = "bodies"


class EventWords(Shape):
    """Words about events; all lower case.

    Before a noun of events, those of `anew` say that it was not spoken of before ("a", "the second", "another"), those
    of `definite` that it was ("the", "this"). A bracket that begins with one of `remarks` ("by invitation") or has one
    of `backed` ("supported") in it is no part of a title. An entry of a list that begins with one of `nothing` (of
    several words, or where it names no event) or ends with one has no event; a heading with one of `covers` names a
    list and no event.
    """

    nouns: tuple[str, ...] = ()
    weak_nouns: tuple[str, ...] = ()
    proper: frozenset[str] = frozenset()
    qualified: dict[str, tuple[str, ...]] = {}
    verbs: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    location_labels: tuple[str, ...] = ()
    time_labels: tuple[str, ...] = ()
    title_labels: tuple[str, ...] = ()
    framework: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    backed: tuple[str, ...] = ()


class KindWords(Shape):
    """What kind of event the nouns of events name; all lower case.

    A word is written in full, or as the beginning ("conferenc…") of nouns that the language has for events, or as the
    end ("…konferenz") of any word; the longest decides, and a noun without any says nothing. `other` are events of no
    kind here ("concert") and words that only look like an event ("training centre"). `bodies` name a meeting where a
    title begins with one and names no other event ("Permanent Council").

    `head` says which noun of a title decides: the first, the last of the first phrase that has any ("Training course
    opening"), or the last.
    """

    head: Literal["first", "phrase", "last"] = "first"
    training: tuple[str, ...] = ()
    conference: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()
    visit: tuple[str, ...] = ()
    election: tuple[str, ...] = ()
    presentation: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[str, ...]:
        """The words of one of KINDS, or of BODIES."""
        words: tuple[str, ...] = getattr(self, kind)
        return words


class RoleWords(Shape):
    """Cues around a date that tell its role; all lower case.

    Words of `relative` open a clause about what was named before them ("which"), those of `part_of` one about a part
    of it ("the first of which").
    An event is moved to the day behind one of `moved`; behind its day and with no other, one of `put_off` calls it off.
    Right before a date: `latest` makes a deadline of it in any sentence ("no later than") but of work that is
    `carried_out` ("will be installed by"), `deadline_before` beside one of `deadline_words`; `published` makes it the
    release's own day ("last updated on"), `scheduled` an event's ("is set for"). On the days of `off` nothing takes
    place ("is closed").
    """

    background_before: tuple[str, ...] = ()
    background_verbs: tuple[str, ...] = ()
    background_behind: tuple[str, ...] = ()
    background_subjects: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    deadline_before: tuple[str, ...] = ()
    deadline_behind: tuple[str, ...] = ()
    deadline_words: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    carried_out: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    scheduled: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    statement: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()


class TimeWords(Shape):
    """Words around hours of the day, all lower case.

    Before a first hour (`at`); before an hour only, so that a bare number behind them is one (`hour`); before and
    between the two of a range (`from`, `to`); behind one (`units`); words that are an hour themselves; the halves of
    the day. Hours before which one of `not_start` stands are not the event's ("doors open at 18:30"). `zones` maps
    names to IANA zones.
    """

    at: tuple[str, ...] = ()
    hour: tuple[str, ...] = ()
    from_: tuple[str, ...] = Field(default=(), alias="from")
    to: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    named: dict[str, str] = {}
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    not_start: tuple[str, ...] = ()
    zones: dict[str, str] = {}


class Verbal(Shape):
    """Verbs (as written, lower case) that make an event of their sentence, and its title.

    In a verb "…" stands for a few words ("met … with"). In the title `{subject}` stands for the words before the verb,
    `{object}` for those behind it; `bare` is the title where there is no object. A verb that is `alone` has no object,
    one with a `name` has one with a capital.
    """

    verbs: tuple[str, ...]
    title: str
    bare: str = ""
    alone: bool = False
    name: bool = False


class Agreement(Shape):
    """Endings of the adjectives beside a noun and what stands in the nominative instead; for nouns that end with one
    of `written` and have one of `nominative` in the nominative."""

    written: tuple[str, ...]
    nominative: tuple[str, ...]
    adjectives: dict[str, str]


class TitleWords(Shape):
    """The grammar of noun phrases that name an event; all lower case.

    Ends of a name: to its left at a word of `determiners` or `before` (behind one of `verb_follows` stands a verb),
    to its right at one of `behind`, and at a preposition, unless it is `topical` (says what the event is on or for),
    of `company` ("with": not before words of `support`, or where no subject is open), `inside` ("in the Digital Age",
    before one of `wide`) or one of `sources` ("protection from attacks"). `place` are prepositions of place, `of` and
    `articles` what a name goes on over to its left, `relative` and `focus` lead to its subject over a date or place
    (`focus_as` is what a title has in their stead), `after_date` may stand behind a date, `before_date` before one,
    `behind_date` right behind one, of which it is part ("of the year").
    `chains` says that a name goes on with adjectives and genitives.

    Endings: of words that are no heads (`no_head`), so that a noun before them is one; of nouns that always are
    (`heads`); of describing words that may be joined by "and" (`describes`); of the verbs' nouns (`gerunds`); of what
    has a thing (`possessives`). `compounds` are endings that make a noun of events of a longer word with a capital.

    Forms: a title has the `nominative` of a noun, and the adjectives to its left (with `adjectives_behind` also to
    its right) agree with it; forms of `plurals` may be a plural's nominative, so that an adjective must tell; without
    one of `case_endings` a noun is in the nominative if that is a noun of events, too. `elided` are words written
    together with the next ("l’"). `quotes` are the pairs of signs that titles keep; the first stands for others.
    `capitals` are letters whose capitals are the language's own.

    A title leaves out words of `dropped`, `lengths` behind a hyphen, and phrases of `subject_of` at its beginning,
    words of `loose` at its end; those of `replaced` become others; it is cut before one of `cuts`. Behind a word of
    `pointing` a bare noun speaks of an event told before; behind one of `told_at` only where
    no article makes it new and none of `invites` stands before.
    `lone` is the number of describing words from which a noun names an event without more.

    Whose it was: `visit_of` goes into a title that has one of `visits` at its beginning, before the words for whither;
    `title_of` makes one of a bare noun and a sentence's subject that begins with one of `subjects` ("experts of").
    """

    determiners: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    verb_follows: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    topical: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    after_date: frozenset[str] = frozenset()
    before_date: frozenset[str] = frozenset()
    behind_date: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    focus_as: str = ""
    chains: bool = False
    support: frozenset[str] = frozenset()
    no_subject: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    no_head: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    describes: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    nominative: dict[str, str] = {}
    case_endings: tuple[str, ...] = ()
    plurals: frozenset[str] = frozenset()
    agreement: tuple[Agreement, ...] = ()
    adjectives_behind: bool = False
    elided: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ("“”", "„“", "„”", "«»")
    capitals: dict[str, str] = {}
    dropped: frozenset[str] = frozenset()
    lengths: frozenset[str] = frozenset()
    subject_of: tuple[str, ...] = ()
    loose: frozenset[str] = frozenset()
    replaced: dict[str, str] = {}
    cuts: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    told_at: frozenset[str] = frozenset()
    invites: frozenset[str] = frozenset()
    lone: int = 1
    visits: tuple[str, ...] = ()
    visit_of: str = ""
    subjects: tuple[str, ...] = ()
    title_of: str = ""


class PlaceWords(Shape):
    """How a text says where.

    Prepositions: before where something is (`at`), a visit's aim (`to`), an origin (`origin`), a venue (`venue_at`), a
    country that an event is in (`across`, besides `at` and `to`), an office in whose rooms it is (`office_at`);
    `suffixes` are what stands behind a name's apostrophe in their place. `city` are words between preposition and name
    ("the city of").

    Events: the place right behind one of `held` is the event's; a sentence that begins with one of `told_of` and has
    one of `tells` says of an event told before where it was, one without a date that has one of `habitual` where those
    of a list are; what stands behind one of `visits` is visited.
    A text is likely to tell of places in the countries that speak its language, but not where that is `worldwide`.
    `dateline` says that an event without a place of its own may be taken to be where the release was written.

    Venues have one of the nouns `venues` in their names, with a capital or, where `venues_lower`, without; beside it
    stand names and the words `venue_before` (before the noun) and `venue_links` (behind it); before the city that a
    venue's name ends with, one of `venue_city`. Lines with one of `streets` are no names.

    Names: cities behind `organisations` ("Office in Vienna") are no places of events; those behind `seats` ("City of
    Graz") say what country a text is of; `nowhere` are no places, `wider` nouns of the area around one. `endings` are
    those of cases and what stands in the basic form instead; `as_written` that names are shown as they stand even so;
    `letters` those of the language beyond English; `countries` names that CLDR lacks, by ISO code.

    Cities are listed with the words for "and" and those of `joined`; `particles` are lower-case words within names.

    `in_title` is the preposition by which a place may be put behind a title, where names take no cases.

    A country is only somebody's behind one of `affiliation` (in the same clause) or `guests` (right before it), before
    one of `role_behind`, or where its genitive stands before one of `role_of` or `deed_of`.
    """

    at: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    office_at: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    told_of: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    habitual: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    worldwide: bool = False
    dateline: bool = False
    venue_at: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    venues_lower: bool = False
    venue_before: frozenset[str] = frozenset()
    venue_links: frozenset[str] = frozenset()
    venue_city: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    nowhere: frozenset[str] = frozenset()
    wider: tuple[str, ...] = ()
    endings: dict[str, tuple[str, ...]] = {}
    as_written: bool = False
    letters: str = ""
    countries: dict[str, tuple[str, ...]] = {}
    affiliation: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    role_behind: tuple[str, ...] = ()
    in_title: str = ""
    joined: tuple[str, ...] = ()
    particles: frozenset[str] = frozenset()
    role_of: tuple[str, ...] = ()
    deed_of: tuple[str, ...] = ()


class OfficeWords(Shape):
    """Cues around an office's name that tell what it did; all lower case.

    Before the name: `organised_by`, behind which a list of those who hold the event may stand ("organised by"), up to
    one of `unlisted` ("supported"); `organiser`, right before one of them ("together with"); between these and the name
    may stand `leads` ("the office of"); `people` of an office ("head"), those who take part (`attends`), those who pay
    (`funder`). Behind it: verbs of holding an event (`holds`), which stand before it where `verb_first`, and other
    deeds of the one who does (`organises`), up to one of `clause`, which as relative words do begins a clause of its
    own; what is only something of the office (`owned`). `speaker` are titles and verbs of somebody who speaks, on
    either side.
    """

    organised_by: tuple[str, ...] = ()
    organiser: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    organises: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    verb_first: bool = False
    unlisted: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    attends: tuple[str, ...] = ()
    funder: tuple[str, ...] = ()


class CutWords(Shape):
    """Cues for where one release ends and the next begins; all lower case.

    `counts` are words that a lead begins with beside numbers ("over", "more than"), `pronouns` those that near its
    beginning point back to what was told before.
    """

    continues: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()


class Example(Shape):
    text: str
    spans: tuple[str, ...]
