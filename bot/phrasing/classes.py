"""Classes of words that mean the same in a question."""

from collections.abc import Mapping
from typing import Final

CLASSES: Final[Mapping[str, str]] = {
    "who": "who|which of us|which one of us|which of our people|which of our teams|which of you|who of us|who of you|whichever team|which (team|squad|group|crew|person|people|department|folks|guys|devs|developers|engineers|tribe|unit|one of you|human|humans|colleague|colleagues|engineer|dev|developer)|"
    "what (team|squad|group|crew|person|people|department)|anyone|anybody|someone|somebody|any team",
    "is": "is|are|was|were|be|been|being|s|am",
    "own": "claim|claims|claimed|claiming|own|owns|owned|owning|owner of|maintain|maintains|maintained|maintaining|maintainer of|look after|looks after|"
    "looking after|looked after|take care of|takes care of|taking care of|run|runs|running|manage|manages|managing|"
    "handle|handles|handling|in charge of|responsible for|responsible of|responsible|accountable for|accountable|answerable for|answerable|zustandig|zustandig fur|encargado de|a cargo de|"
    "on the hook for|support|supports|supporting|develop|develops|developing|build|builds|built|stands behind|"
    "is behind|behind|sits behind|holds|administers|supervises|steward|stewards|answers for|operate|operates|works on|working on|babysit|babysits|shepherd|shepherds|steer|steers|steering|stewarding|tend|tends|"
    "tends to|care for|cares for|caring for|curate|curates|govern|governs|keep alive|"
    "keeps alive|keep running|keeps running|sponsor|sponsors|champion|champions|administer|oversee|oversees|overseeing|fix|fixes|fixing|patch|patches|patching",
    "owner": "owner|owners|ownership|owned by|maintainer|maintainers|owning team|responsible team|team responsible|"
    "owner team|dueno|propietario|responsable|besitzer|verantwortlich|verantwortliche|proprietaire|custodian|custodians|caretaker|steward|stewards|keeper|keepers|dri|poc|proprietor|holder|stakeholder|"
    "product owner|code owner|codeowner|codeowners|responsible|accountable team|responsibles",
    "talk": "talk to|talk with|speak to|speak with|ask|contact|reach|reach out to|get in touch with|bug|nag|hassle|pester|badger|annoy|ping|bother|"
    "write to|mail|email|message|turn to|go to|get hold of|poke|chase|approach|shout at|yell at|scream at|moan at|"
    "moan to|complain to|rant to|whine to|grumble at|cry to|blame|thank|bribe",
    "depend": "rely|relies|hinge|hinges|lean|leans|build|builds|depend|depends|depending|depended|rely|relies|relying",
    "on": "on|upon",
    "use": "use|uses|using|used|call|calls|calling|consume|consumes|consuming|hit|hits|hitting|talk to|talks to|"
    "talking to|integrate with|integrates with|integrated with|reference|references|leverage|leverages|access|accesses",
    "need": "rely on|rely upon|relies upon|need|needs|require|requires|want",
    "break": "notice|notices|would notice|stop|goes dark|break|breaks|die|dies|fail|fails|go down|goes down|stop working|stops working|fall over|falls over|"
    "is affected|are affected|be affected|would be affected|gets affected|get affected|is impacted|be impacted|"
    "would be impacted|are impacted|gets hurt|get hurt|suffers|suffer|is hit|be hit|would break|would die|would fail|"
    "will break|is down|are down|scream|screams|yells|complains|explode|explodes|blow up|blows up|stops|affected|impacted|feel|feels|feel that|feel it",
    "down": "goes away|went away|were gone|was gone|were down|disappears|vanishes|goes dark|is unavailable|becomes unavailable|go down|goes down|is down|dies|die|fails|fail|breaks|break|went down|is gone|is broken|is dead|falls over|"
    "stops|is offline|gets killed|is removed|is switched off|is turned off|changes|is changed|goes offline|crashes",
    "oncall": "oncall|pager|beeper|batphone|pagerduty|standby|on standby|in standby|guard|guardia|de guardia|bereitschaft",
    "page": "page|pager|wake|wake up|call|ring|phone|escalate to|alert|ping at night|get out of bed",
    "shift": "shift|oncall shift|rotation|oncall|duty|pager duty|pager shift|oncall duty|turn",
    "end": "end|ends|finish|finishes|run out|runs out|stop|stops|expire|expires|over|ending|up|change|changes",
    "next": "next|upcoming|up next|after that|afterwards|following|coming up|after|then",
    "flag": "flag|flags|toggle|toggles|switch|switches|rollout|rollouts|feature|features|experiment|killswitch|ff",
    "flags": "flag|flags|toggle|toggles|rollout|rollouts|switches|ffs|feature|features",
    "on_state": "on|enabled|active|live|activated|rolledout|rolled|released|available|launched|out|turned on|switched on|"
    "ga|generally available|shipped|switched|visible|in use|off|disabled|inactive|deactivated|turned off|switched off",
    "change": "fiddle with|fiddled with|mess with|messed with|played with|changed|change|changes|flip|flipped|touched|touch|modified|edited|updated|moved|bumped|altered",
    "turned": "turned on|turned off|turn on|turn off|turned it on|turned it off|switched on|switched off|switched it on|"
    "switched it off|enabled|disabled|flipped|activated|deactivated|killed|launched|rolledout|toggled|set|ramped|ramped up|"
    "raised|changed|last changed|touched|touch|switched|turned|reverted|archived|put|bumped",
    "pick": "pick|choose|select|nominate|draw|assign|elect|appoint|designate|volunteer|randomly pick|randomly choose|randomly select|pik|"
    "suggest|draft|name|conscript",
    "getting": "find|get|grab|give|need|want|looking for|bring|fetch|send",
    "notes": "notes|note|minutes|meeting notes|meeting minutes|retro notes|scribe|protocol|notetaking|notetaker",
    "take": "take|takes|taking|write|writes|writing|do|does|doing|took|keep|keeps|scribe|jot down|make|makes|handle|handles",
    "task": "note takers|notetaker|notetakers|scribe|scribes|facilitator|facilitators|moderator|note person|minutes|volunteer|retro lead|"
    "standup host|demo presenter|retro facilitator|timekeeper|notetaking|reviewer|presenter|standup lead|retro host",
    "did_task": "took|take|taken|did|do|done|wrote|write|written|made|kept|facilitated|hosted|moderated|presented|led|"
    "reviewed|been scribing|been taking|been doing|scribed|chaired|ran|had|been",
    "odds": "odds|risk|chance|chances|probability|probabilities|likelihood|likely|lottery odds|percentages",
    "list": "list|list me|show|show me|show us|name me|give me|find|tell me|get|get me|display|enumerate|search|search for|look for|i need|need|"
    "i want|i am looking for|looking for|fetch|print|name",
    "link": "runbook|runbooks|playbook|playbooks|docs|doc|documentation|api reference|reference docs|documentations|techdocs|wiki|confluence|"
    "confluence page|manual|handbook|dashboard|dashboards|grafana|grafana dashboard|metrics|graphs|monitoring|repo|repos|"
    "repository|repositories|github|gitlab|github repo|github link|source|source code|source repo|code|codebase|git repo|"
    "logs|log|kibana|logging|readme|team readme|links|link|urls|url|guide|how to|howto|spec|api docs",
    "contact": "slack channel|slack|channel|channels|slack room|room|email|e-mail|mail|email address|mailing list|"
    "contact|contacts|contact details|contact info|contact person|chat|support channel|dl|mail address",
    "member": "member|members|people|persons|folks|engineers|developers|devs|colleagues|staff|teammates|roster|"
    "headcount|lineup|everybody|everyone|ppl|peeps|humans",
    "team_word": "team|teams|group|groups|squad|squads|crew|department|org",
    "i": "i|we|my team|our team",
    "me": "me|us|mine|myself",
    "api": "api|apis|endpoint|endpoints|interface|interfaces",
    "provide": "provide|provides|provided|expose|exposes|exposed|offer|offers|offered|serve|serves|publish|publishes|"
    "provided by|exposed by|have|has",
    "consume": "read|reads|reading|read from|reads from|subscribe to|subscribes to|listen to|listens to|poll|polls|consume|consumes|consumed|consuming|call|calls|called|use|uses|used|using|depend on|depends on|"
    "call out to|calls out to|talk to|talks to|hit|hits|need|needs|consumed by|used by|called by|integrate with|rely on|"
    "relies on|integrates with",
    "dep": "dependency|dependencies|deps|dep|dependencys|upstream|upstreams|requirements|prerequisites|downstream deps",
    "fresh": "fresh|old|recent|stale|current|up to date|outdated|live|cached|up-to-date",
    "data": "data|catalog|catalogue|info|information|sources|source|snapshot|cache|entries|records",
}
