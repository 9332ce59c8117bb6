"""The words that carry grammar rather than names: articles, kinds of thing, courtesies, orders."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMPONENT: Final = frozenset({"component"})
_GROUP: Final = frozenset({"group"})

KIND_WORDS: Final = {
    "component": _COMPONENT,
    "components": _COMPONENT,
    "api": frozenset({"api"}),
    "apis": frozenset({"api"}),
    "system": frozenset({"system"}),
    "domain": frozenset({"domain"}),
    "resource": frozenset({"resource"}),
    "team": _GROUP,
    "teams": _GROUP,
    "group": _GROUP,
    "squad": _GROUP,
    "crew": _GROUP,
    "guild": _GROUP,
    "tribe": _GROUP,
    "department": _GROUP,
    "folks": _GROUP,
    "people": _GROUP,
    "ppl": _GROUP,
    "peeps": _GROUP,
    "guys": _GROUP,
    "flag": frozenset({"rollout"}),
    "flags": frozenset({"rollout"}),
    "toggle": frozenset({"rollout"}),
    "rollout": frozenset({"rollout"}),
    "feature": frozenset({"rollout"}),
}
"""Words that say which kind of entity is meant, and decide over everything else."""

SOFT_KIND_WORDS: Final = _words(
    "service services svc app application website site frontend backend library lib tool job worker module package "
    "model database db bucket queue topic cluster server registry project repo repository product plugin codebase "
    "pipeline microservice webapp"
)
"""Words that people add to a name and that may be left out of it."""

NOISE: Final = _words(
    "the a an our your their my his her its this that these those some any old new main whole actual current "
    "thing things stuff one ones bit please pls again called named mr ms"
)
"""Words at the ends of a mention that say nothing."""

STOP_WORDS: Final = _words(
    "the a an of for in on at to from with by or is are was be it its this that our my your their we us i you as"
)
"""Words inside a name that nobody relies on."""

SPOKEN: Final = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "bee": "b",
    "see": "c",
    "sea": "c",
    "dee": "d",
    "gee": "g",
    "jay": "j",
    "kay": "k",
    "el": "l",
    "em": "m",
    "en": "n",
    "pee": "p",
    "cue": "q",
    "queue": "q",
    "ar": "r",
    "tee": "t",
    "vee": "v",
    "ex": "x",
    "why": "y",
    "zed": "z",
    "zee": "z",
    "dash": "",
    "hyphen": "",
    "minus": "",
    "underscore": "",
    "slash": "",
    "dot": "",
    "point": "",
}
"""How dictation writes letters, numbers and separators."""

COURTESIES: Final = (
    "would you be so kind as to",
    "thank you very much in advance",
    "thank you so much",
    "thank you very much",
    "thanks a lot in advance",
    "thanks in advance",
    "thanks a lot",
    "many thanks",
    "thank you",
    "thanks",
    "have a nice day",
    "have a good day",
    "sorry to bother you",
    "sorry to bother",
    "sorry to disturb you",
    "sorry to disturb",
    "sorry for the noise",
    "sorry",
    "excuse me",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "dear all",
    "dear colleagues",
    "dear team",
    "with kind regards",
    "kind regards",
    "with best regards",
    "best regards",
    "warm regards",
    "regards",
    "hi all",
    "hi team",
    "hi everyone",
    "hi there",
    "hello there",
    "hey all",
    "hey team",
    "hey folks",
    "same question for",
    "the same for",
    "same for",
    "same with",
    "ditto for",
    "what about",
    "how about",
    "and what about",
    "no i meant",
    "oops i meant",
    "my bad",
    "my mistake",
    "silly me",
    "oops i mean",
    "oops",
    "whoops",
    "i meant",
    "i mean",
    "meant",
    "i was asking about",
    "quick question from _",
    "quick question",
    "quick one",
    "stupid question",
    "dumb question",
    "just curious",
    "by the way",
    "nothing else",
    "in the house",
    "around here",
    "oh wait",
    "wait",
    "what is it called",
    "what do you call it",
    "nothing more",
    "no more no less",
    "only the name of",
    "just the name of",
    "could you please tell me",
    "could you kindly tell me",
    "can you please tell me",
    "could you tell me",
    "can you tell me",
    "can somebody tell me",
    "can someone tell me",
    "can anyone tell me",
    "could somebody tell me",
    "could someone tell me",
    "could somebody point me to",
    "can someone point me to",
    "please tell me",
    "do you happen to know",
    "do you know",
    "do we know",
    "does anyone know",
    "does anybody know",
    "does someone know",
    "does somebody know",
    "anyone know",
    "anybody know",
    "anyone knows",
    "any idea",
    "any clue",
    "i would like to know",
    "i would need to know",
    "i need to know",
    "would like to know",
    "would love to know",
    "wants to know",
    "wanted to know",
    "needs to know",
    "is asking me",
    "is asking",
    "asked me",
    "keeps asking",
    "i want to know",
    "i would love to know",
    "i am trying to find out",
    "i am trying to figure out",
    "trying to find out",
    "trying to figure out",
    "i was wondering",
    "i wonder",
    "that is very kind of you",
    "that is very kind",
    "very kind of you",
    "very kind",
    "if i may ask",
    "if i may",
    "i wanted to say",
    "i was trying to say",
    "just wondering",
    "wondering",
    "let me know",
    "as soon as possible",
    "right now",
    "at the moment",
    "at this moment",
    "at this minute",
    "these days",
    "on our side",
    "in our company",
    "over here",
    "ok seriously",
    "or what",
    "or something",
    "in a sentence",
    "in one sentence",
    "in a few words",
    "in plain english",
    "in simple terms",
    "in short",
    "por favor",
    "s'il vous plait",
    "have no clue",
    "have no idea",
    "no clue",
    "no idea",
    "or so",
    "please and",
    "could you please",
    "can you please",
    "would you please",
    "could you",
    "can you",
    "would you",
    "will you",
)
"""What people say around a question, longest first; `_` is up to three words."""

GREETINGS: Final = _words(
    "hi hey heya heyo hello hallo helo hullo hola yo howdy sup ahoy ciao salut bonjour servus merhaba namaste"
)

FILLERS: Final = GREETINGS | _words(
    "please pls plz plss pl pretty kindly dear thx ty tia cheers btw fyi just actually really maybe perhaps lol haha "
    "um uh "
    "erm hmm ok okay so well anyway oh asap urgent urgently quick quickly fast currently presently exactly "
    "precisely personally seriously honestly guys folks bot reverb hm ah ahh mate ay ach nein svp danke bitte merci "
    "gracias obrigado i.e e.g teh hte th the a an right now there here even ever still already then than very "
    "thanks"
)
"""Single words that change nothing of a question."""

PRONOUNS: Final = _words("it this that them they their theirs its those these he she him her his that's")

ORDERS: Final = _words(
    "restart reboot deploy redeploy delete remove create add change set turn switch merge swap approve "
    "remind translate "
    "write send open close run page call ping summarise summarize ignore pretend hack curl drop insert update "
    "rename move rollback revert scale kill stop start disable enable install uninstall buy book order "
    "invite kick ban "
    "mute archive compile build fix repair patch promote schedule cancel assign print execute eval sudo rm make let "
    "imagine act repeat say sing play calculate compute convert tweet post forward reply forget remember "
    "increase decrease bump reset unset toggle flip enable disable transfer give hand pass reassign"
)
"""Verbs that order something done; at the start of a message they mean that nothing was asked."""
