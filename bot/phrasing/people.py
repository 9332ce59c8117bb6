"""How people ask about teams and people."""

from typing import Final

PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "members": (
        "(who|who all|who else|who exactly|which people) <is> [all] [the] [people|persons|members|engineers|devs] [currently] [still] [also] (in|on|of|part of|a member of|members of|within|at|inside) {entity}",
        "who <is> {entity} <member>",
        "(who) <is> [all] <member> (of|in|on|from|at) {entity}",
        "<member> [of|in|on|from] {entity}",
        "{entity} ['s] <member>",
        "(who|which people) (works|work|sits|sit|is working|belongs|belong|are working|plays|serves) (in|on|for|at|to|with|within) {entity}",
        "(who|which people) makes up {entity}",
        "(how many|how big|how large) [of] [<member>] [are] [there] [is] [in|on] {entity}",
        "<list> [all] <member> (in|of|on|from) {entity}",
        "(any|anyone|anybody|somebody|someone) in {entity}",
        "is (anyone|anybody|someone|there anyone) in {entity}",
        "(who|which person) (leads|lead|heads|manages|is leading) {entity}",
        "who <is> [the] (lead|leader|head|boss|team lead|manager|tech lead) (of|for|in) {entity}",
        "(lead|team lead|leader) of {entity}",
        "(who) <is> (we|us)",
        "list (everybody|everyone|all) (in|on|of) {entity}",
        "who do {entity} consist of",
        "(team|group) {entity} (who|members)",
    ),
    "memberships": (
        "(what|which) <team_word> (is|are|am) {entity} [currently] (in|on|part of|a member of|member of|belong to|with)",
        "(what|which) <team_word> {entity} (is|are) (in|on|part of|with|member of)",
        "(what|which) <team_word> (does|do) {entity} (belong to|work in|work for|work on|sit in|belong|work with|play for)",
        "(where|to which team) (does|do) {entity} (belong|work|sit|belong to|work in)",
        "<team_word> of {entity}",
        "{entity} 's <team_word>",
        "{entity} <team_word>",
        "{entity} (which|what) <team_word>",
        "(is|are) {entity} (in|on) (more than one|any|several|many|how many) <team_word>",
        "(in|on) (which|what|how many) <team_word> (is|are|am) {entity}",
        "{person} <team_word>",
        "(what|which) <team_word>",
        "who does {entity} work with",
        "who is {entity} [i mean] (what|which) team",
        "{entity} (is|works) in (which|what) team",
        "where does {entity} belong [to] [org-wise] [organisationally]",
    ),
}
