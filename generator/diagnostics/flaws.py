"""Every flaw of writing that the lint knows. The value is what authors see, allow in a spec and pass to `course explain`.

A flaw isn't a fault. The item can be answered and graded, but something other than knowledge helps or hinders; the text can be
read, but takes a side or is hard. A member's docstring is its explanation: what is wrong, then after a blank line how to mend it
and who found that it matters. How it is found stands in the module of `lint/` that bears its name. Names are never changed.
"""

from __future__ import annotations

import enum

from generator.diagnostics.docstrings import member_docstrings
from generator.diagnostics.model import Severity


class Flaw(enum.StrEnum):
    """Kebab-case names of what can be wrong: with items, in the order of their numbers, then with prose."""

    OPTION_POSITIONAL = "option-positional"
    """An option points at the place of others ("none of the above", "both A and C"), and the quiz shuffles them.

    Name what is meant, or give the option `pinned: true` where it points at all that stand above it.
    Q004. Source: NBME, Constructing Written Test Questions; cognitive-engineering-lab/rust-book pull request 147, where shuffling
    broke such options."""
    KEY_LONGEST = "key-longest"
    """The key is longer than every distractor by more than a quarter and by a phrase, so length gives it away.

    Shorten the key, moving what explains it into feedback, or give distractors as much detail.
    Q010. Source: NBME; Rush and others 2016; Pham and others 2018, where this flaw shifted scores."""
    KEY_LONGEST_OFTEN = "key-longest-often"
    """In so many items of one quiz the key is the longest option that chance does it less than once in twenty quizzes.

    Shorten some keys or lengthen some distractors.
    Q010. Source: NBME; the test is the exact one for unequal chances, the Poisson binomial distribution."""
    KEY_ECHOES_STEM = "key-echoes-stem"
    """A word of the stem returns in the key and in no distractor, so sound gives it away.

    Use another word in the key, or the same one in a distractor.
    Q011. Source: NBME, which calls it a clang clue; Pham and others 2018, where word clues shifted scores."""
    KEY_COPIED = "key-copied"
    """The key copies five words or more of the passage, and no distractor does, so the item is a hunt for words.

    Put the key into other words, or build distractors out of the passage too.
    Q011. Source: NBME; the number five is this project's own."""
    OPTIONS_CONVERGE = "options-converge"
    """The key holds what most of the other options hold, so it can be found by counting.

    Spread the shared words over the options, or leave one shared element out of the key.
    Q012. Source: NBME, which calls it convergence."""
    ARTICLE_CUE = "article-cue"
    """The stem ends in "a" or "an", "was" or "were", and not all options fit it.

    Move the word into the options.
    Q013. Source: NBME, grammatical cues."""
    OPTIONS_UNEVEN = "options-uneven"
    """One option has another form than the rest: another opening, or another end.

    Give all options one form.
    Q013. Source: NBME, grammatical cues; Haladyna, Downing and Rodriguez 2002, homogeneous options."""
    ABSOLUTE_DISTRACTORS = "absolute-distractors"
    """Distractors say "always", "never", "only" or the like, and no key does; test-wise readers strike them out.

    Take the absolute word away, or use one in a key.
    Q014. Source: NBME; Haladyna, Downing and Rodriguez 2002, specific determiners."""
    VAGUE_KEY = "vague-key"
    """The key says "usually", "may" or the like, and no distractor does; such an option is nearly always right.

    Say in the key what is so, or hedge a distractor as well.
    Q014. Source: NBME; Haladyna, Downing and Rodriguez 2002, specific determiners."""
    STEM_NEGATIVE = "stem-negative"
    """The stem asks what is not so without saying it loudly, or asks so over options that are negative themselves.

    Ask what is so, or write NOT, EXCEPT or LEAST in capitals, over options that say no "not".
    Q015. Source: NBME; Haladyna, Downing and Rodriguez 2002; cognitive-engineering-lab/rust-book issue 218."""
    OPTION_ALL_OR_NONE = "option-all-or-none"
    """An option is "all of these", "none of the above" or the like: half the knowledge finds it, or leaves it as the rest.

    Write another distractor, or make the item `kind: multiple`.
    Q016. Source: Haladyna, Downing and Rodriguez 2002."""
    STEM_UNFOCUSED = "stem-unfocused"
    """The stem asks nothing until the options are read ("Which is true?").

    Write a question that could be answered with the options covered.
    Q017. Source: NBME; Pham and others 2018, where this flaw shifted scores."""
    OPTIONS_UNORDERED = "options-unordered"
    """Options are numbers or dates that neither rise nor fall, so that readers search where they should think.

    Sort them. Ids stay with their options, so no record is harmed but that of the edited item.
    Q018. Source: NBME."""
    OPTIONS_OVERLAP = "options-overlap"
    """Ranges in two options overlap, so two answers can be right.

    Let one range end before the next begins.
    Q018. Source: NBME."""
    OPTION_ODD = "option-odd"
    """One option is of another kind than the rest: a name among numbers, a date among names.

    Write options of one kind; one that stands apart on purpose can be `pinned: true`.
    Q018. Source: NBME; Haladyna, Downing and Rodriguez 2002, homogeneous options."""
    OPTION_NUMBER = "option-number"
    """There are fewer than three options, or more than five. Three good ones do as well as more.

    Add a distractor that tempts, or leave out those that nobody chooses.
    Q020. Source: Rodriguez 2005; Tarrant, Ware and Mohammed 2009."""
    KEY_POSITION = "key-position"
    """In a quiz that doesn't shuffle, one place holds the key more often than chance allows.

    Write `shuffle: true`. Balancing places by hand can be guessed at too.
    Q021. Source: Attali and Bar-Hillel 2003."""
    FEEDBACK_BARE = "feedback-bare"
    """Feedback says that an answer is right or wrong, which the page shows anyway, and not why.

    Say why it is right, or what the distractor is true of.
    Q022. Source: Shute 2008, on elaborated feedback."""
    FEEDBACK_REPEATED = "feedback-repeated"
    """Two options of an item have the same feedback, so it can't be about what either of them says.

    Say of each what it is true of.
    Q022. Source: Shute 2008, on feedback that is specific."""
    ANSWER_ELSEWHERE = "answer-elsewhere"
    """The stem or the feedback of another item of the quiz states the answer.

    Reword the other item, or leave one of the two out.
    Q023. Source: NBME, hinged items; Haladyna, Downing and Rodriguez 2002, independent items."""
    STEM_LONG = "stem-long"
    """The stem has more than forty words: reading it is a task of its own.

    Move what teaches into the lesson, and keep what the question needs.
    Q024. Source: Haladyna, Downing and Rodriguez 2002, minimise reading; the number forty is this project's own."""
    ITEM_HARDER = "item-harder"
    """The item is harder to read than the passage it asks about, by more than two grades.

    Write shorter sentences and plainer words.
    Q024. Source: Haladyna, Downing and Rodriguez 2002; the grade is that of Kincaid and others 1975."""
    EXCERPT_UNASKED = "excerpt-unasked"
    """The lesson has a quiz, and no item of it asks about this excerpt.

    Write an item on it, or ask whether the lesson needs it.
    Q030. Source: this project; coverage is what a blueprint of a test plans."""
    RECALL_ONLY = "recall-only"
    """Every item of the quiz asks for recall.

    Ask what a source does, and not just what it says.
    Q030. Source: Wineburg 1991, on reading sources as historians do."""
    SKILLS_UNASKED = "skills-unasked"
    """No item of the quiz asks for sourcing, contextualisation or corroboration.

    Ask who speaks, what was going on, or what another source says.
    Q030. Source: Wineburg 1991, who named the three."""
    WORD_LOADED = "word-loaded"
    """A word of the course's list stands in the author's own text, outside quotation marks, so the course takes a side.

    Write a plainer word, or quote whoever says it and name them. The list is the course's own, in lessons/voice.yml.
    Source: this project."""
    CLAIM_UNATTRIBUTED = "claim-unattributed"
    """The author's text gives a figure of the cited passage, or seven of its words in a row, and nobody who says so.

    Name who says it, in the same sentence or the one before, or put the words into quotation marks.
    Source: this project; what a source says is the source's claim."""
    SENTENCE_LONG = "sentence-long"
    """A sentence of the author's has more words than lessons/voice.yml allows.

    Make two of it.
    Source: this project; the number is the course's own."""
    PROSE_HARD = "prose-hard"
    """A paragraph of the author's is harder to read than lessons/voice.yml allows.

    Begin with its longest sentence, which the message names, and with its longest words.
    Source: Kincaid, Fishburne, Rogers and Chissom 1975, for the grade; the limit is the course's own."""
    ALLOWANCE_UNUSED = "allowance-unused"
    """Something allows a flaw that isn't found there, or allows one twice.

    Remove the entry; else it would hide the flaw when it comes.
    Source: this project."""

    @property
    def severity(self) -> Severity:
        """An error where the item is broken, a warning where scores are known to shift, else advice."""
        return Severity.ERROR if self in _ERRORS else Severity.INFO if self in _INFOS else Severity.WARNING

    @property
    def explanation(self) -> str:
        """The member's docstring."""
        return member_docstrings(Flaw)[self.name]


OF_PROSE = frozenset({Flaw.WORD_LOADED, Flaw.CLAIM_UNATTRIBUTED, Flaw.SENTENCE_LONG, Flaw.PROSE_HARD})
"""Flaws of the author's own words, whatever they stand in; the others are those of items."""
_ERRORS = frozenset({Flaw.OPTION_POSITIONAL})
_INFOS = frozenset({
    Flaw.OPTION_NUMBER, Flaw.KEY_POSITION, Flaw.STEM_LONG, Flaw.ITEM_HARDER, Flaw.EXCERPT_UNASKED, Flaw.RECALL_ONLY,
    Flaw.SKILLS_UNASKED,
})  # fmt: skip
