"""How people ask about us: help and status."""

from typing import Final

OURSELVES: Final[dict[str, tuple[str, ...]]] = {
    "help": (
        "help [me]",
        "help please",
        "(hi|hello|hey|hiya|yo|howdy|moin|hallo|hola|good morning|good afternoon|good evening|greetings|sup) [there|reverb|bot|all]",
        "what (can|could|do|would|should|are|may) (you|i|we|one) [able to|all|be able to] (do|ask|answer|ask you|know|help with|answer for me|know about|help me with|say|tell me)",
        "what (do|can|could) you (know|do|answer|tell) [about] [me]",
        "what (can|should|could|do) i (ask|type|say|write|do) [you] [here]",
        "(how|what) (do|does|can|to|should) (i|you|this|it|this bot|this thing|we|reverb|bot) (use|work|use you|use it|use this|use this bot|works|ask|talk to you|function|use reverb)",
        "(show|give|list) [me|us] [some|a few|all|your|the] [example|sample|possible|available] (examples|commands|questions|options|features|capabilities|help|usage|phrases|possibilities) [of|you|that] _",
        "(commands|usage|examples|manual|instructions|options|capabilities|man|menu|tutorial|faq|howto|-h|--help)",
        "(list of|available|supported|all) (commands|questions|examples)",
        "what are you [for|good for|able to answer|able to do|capable of]",
        "who are you",
        "what (questions|commands|kinds of questions|things) (can|do|could|are) [i|you|there] (ask|understand|answer|support|know)",
        "how does (this|the|reverb) [bot|thing|app] work",
        "what is (this bot|reverb) [for|about]",
        "(can|could) you help [me|us]",
    ),
    "status": (
        "status [of] [reverb|the bot|bot|your data|your sources|all sources|sources]",
        "(reverb|bot|your|sources|source) status",
        "(refresh|reload|resync|re-sync|sync|update) [yourself|your data|your cache|the catalog|catalog|data|now|cache|sources]",
        "(how|is|are) <fresh> (is|are) [your|the|our|this|all|my] [own] [catalog|oncall|rollout|flag|rollouts|people] <data> [you have|here|there]",
        "how <fresh> is [the] (catalog|catalogue|oncall|rollout|rollouts|cache)",
        "(is|are|was) [your|the|our|this|all your|all] [oncall|rollout|catalog|flag] <data> [really|still|even] (<fresh>|up|reachable|down|ok|working|alive|available|online|broken) [or] _",
        "(is|are) [all] [your|the] [catalog|oncall|rollout] (source|sources|backstage|catalog) (up|down|ok|reachable|working|available|alive|online|broken|fine|healthy)",
        "when (did|was|were|have|is) [you|your|the|it] [catalog|data|last|catalog last|data last|you last] (sync|synced|refresh|refreshed|update|updated|load|loaded|read|sync with|pulled|last refresh|last sync|last update|refresh of) [last] _",
        "when was [the|your] last (refresh|sync|update|import|reload|scan|read) _",
        "(last) (refresh|sync|update|import) [of] [catalog|the catalog|data|time]",
        "(your|the) data looks (stale|old|outdated|wrong) _",
        "when was it updated",
        "how old is it",
        "(how|where) do you get your data",
        "are you (up|alive|ok|there|working|online|awake)",
        "which sources (do you|are) _",
        "(data|catalog|cache) (age|freshness|status|health)",
    ),
}
