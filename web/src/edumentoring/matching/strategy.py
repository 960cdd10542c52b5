"""What matters in a round: weights and musts, as a person sets them and as the engine reads them.

A strategy is plain data: {"weights": {rule: number}, "musts": {...}, "fairness": bool,
"keep_previous": bool, "alike": {question: words}, "own": [...]}. The last two are the
programme's own questions, as they stood when the proposal was asked for.

A slider has five steps. A weight that nobody moved keeps its exact number from the
programme's kind; a moved one takes the step's.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.matching.words import listed

if TYPE_CHECKING:
    from pairwell import Musts

Strategy = dict[str, Any]

STEPS: tuple[Promise, ...] = (
    pgettext_lazy("how much it matters", "Not at all"),
    pgettext_lazy("how much it matters", "A little"),
    pgettext_lazy("how much it matters", "Some"),
    pgettext_lazy("how much it matters", "A lot"),
    pgettext_lazy("how much it matters", "Most"),
)
STEP_WEIGHTS = (0, 60, 120, 190, 260)

# In the order they stand on the board; the first five are always in view.
RULES: dict[str, Promise] = {
    "topics": gettext_lazy("What they want help with"),
    "subject": gettext_lazy("Subject"),
    "availability": gettext_lazy("Times that suit both"),
    "context": gettext_lazy("Similar kind of school"),
    "distance": gettext_lazy("Near each other"),
    "phase": gettext_lazy("Age group they teach"),
    "stage": gettext_lazy("The right step ahead"),
    "text": gettext_lazy("What they wrote"),
    "helps": gettext_lazy("Kind of help"),
    "wishes": gettext_lazy("What they wished for"),
    "traits": gettext_lazy("Your own questions"),
}
OWN_WEIGHT = 120  # "Some": what answering a programme's own questions alike counts at first
IN_VIEW = 5
STANDARD: Strategy = {
    "weights": {
        "subject": 250,
        "topics": 200,
        "text": 130,
        "phase": 120,
        "stage": 100,
        "distance": 80,
        "context": 60,
        "availability": 60,
        "helps": 60,
        "wishes": 40,
    },
    "musts": {"own_school": "exclude"},
    "fairness": False,
    "keep_previous": True,
}
# A new proposal that keeps most pairs is easier to review than one that moves everybody.

MUSTS: dict[str, Promise] = {
    "own_school": gettext_lazy("Different schools"),
    "own_trust": gettext_lazy("Different trusts"),
    "same_phase": gettext_lazy("Same age group"),
    "same_subject": gettext_lazy("Same subject"),
    "shared_availability": gettext_lazy("An hour that suits both"),
    "contact_mode": gettext_lazy("A way to meet that suits both"),
    "same_traits": gettext_lazy("The same answer to your own questions"),
    "trained_only": gettext_lazy("Trained mentors only"),
    "verified_only": gettext_lazy("Verified people only"),
    "min_years": gettext_lazy("Mentor has taught long enough"),
    "min_stage_gap": gettext_lazy("Mentor is a career stage or more ahead"),
}
LEAST = {"min_years": 2, "min_stage_gap": 0}
TICKS = (
    *("same_phase", "same_subject", "shared_availability", "contact_mode"),
    *("trained_only", "verified_only"),
)


def of_programme(rules: Mapping[str, Any]) -> Strategy:
    """The strategy a programme's rounds start from."""
    musts = {**STANDARD["musts"], **rules.get("musts", {})}
    given = rules.get("weights") or STANDARD["weights"]
    return {
        "weights": {**{rule: 0 for rule in RULES if rule != "traits"}, **given},
        "musts": {name: value for name, value in musts.items() if name in MUSTS},
        "fairness": bool(rules.get("fairness", False)),
        "keep_previous": True,
    }


def step_of(weight: int) -> int:
    """Which of the five steps a weight stands nearest to. Only nothing is "Not at all"."""
    if weight <= 0:
        return 0
    return min(range(1, len(STEPS)), key=lambda step: abs(STEP_WEIGHTS[step] - weight))


def from_form(data: Mapping[str, Any], before: Strategy) -> Strategy:
    """The strategy a form asks for. What it leaves out stays as it was."""
    weights = dict(before["weights"])
    for rule in RULES:
        if (step := whole(data.get(f"weight-{rule}"), 0, 4)) is None:
            continue
        if step != step_of(weights.get(rule, 0)):
            weights[rule] = STEP_WEIGHTS[step]
    if not any(weights.values()):
        raise Refused(_("Nothing matters yet. Move at least one slider up."))
    musts = dict(before["musts"])
    if data.get("musts-shown"):
        musts = musts_from_form(data, musts)
        musts["same_traits"] = list(alike_of(before)) if data.get("must-same_traits") else []
    shown = bool(data.get("musts-shown"))
    return {
        **before,
        "weights": weights,
        "musts": musts,
        "fairness": bool(data.get("fairness")) if shown else before["fairness"],
        "keep_previous": bool(data.get("keep_previous")) if shown else before["keep_previous"],
    }


def musts_from_form(data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Ticked boxes as musts. A box nobody ticks is a rule that does not hold."""
    musts: dict[str, Any] = dict(before)
    if before.get("own_school") == "require":
        musts["own_school"] = "require" if data.get("must-own_school") else "allow"
    else:
        musts["own_school"] = "exclude" if data.get("must-own_school") else "allow"
    musts["own_trust"] = "exclude" if data.get("must-own_trust") else "allow"
    for name in TICKS:
        musts[name] = bool(data.get(f"must-{name}"))
    for name, most in (("min_years", 40), ("min_stage_gap", 9)):
        kept = musts.get(name)
        amount = whole(data.get(f"{name}-amount"), 0, most)
        if amount is None:
            amount = LEAST[name] if kept is None else kept
        musts[name] = amount if data.get(f"must-{name}") else None
    return musts


def whole(value: Any, least: int, most: int) -> int | None:
    """A whole number in its limits, or None for nothing; other words are refused."""
    if value in (None, ""):
        return None
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise Refused(_("A setting was not a whole number. Set it again.")) from None
    if not least <= number <= most:
        raise Refused(
            _("A setting must be from %(least)d to %(most)d. Set it again.")
            % {"least": least, "most": most}
        )
    return number


def engine_musts(musts: Mapping[str, Any]) -> "Musts":
    """The musts as the engine's own type."""
    from pairwell import Musts

    return Musts(**{name: value for name, value in musts.items() if value is not None})


def requires_school(strategy: Strategy) -> bool:
    """Whether pairs must come from the same school."""
    return bool(strategy["musts"].get("own_school") == "require")


# --- in words --------------------------------------------------------------------------------


def holds(musts: Mapping[str, Any], name: str) -> bool:
    """Whether one must is in force."""
    default = "exclude" if name == "own_school" else name == "contact_mode"
    value = musts.get(name, default)
    return value is not None and value is not False and value not in ("allow", [])


def alike_of(strategy: Strategy) -> dict[str, str]:
    """The programme's own questions that must be answered alike, with their words."""
    asked: dict[str, str] = strategy.get("alike", {})
    return asked


def must_words(strategy: Strategy, name: str) -> str:
    """One must as it stands beside its tick."""
    musts = strategy["musts"]
    if name == "same_traits" and alike_of(strategy):
        asked = listed(_("“%s”") % words for words in alike_of(strategy).values())
        return _("The same answer to %s, where both gave one") % asked
    if name == "own_school" and musts.get("own_school") == "require":
        return _("Same school")
    if name == "min_years":
        years = musts.get("min_years") or LEAST["min_years"]
        return _("Mentor has taught for %(years)d years or more") % {"years": years}
    if name == "min_stage_gap" and not musts.get("min_stage_gap"):
        return _("Mentor is at the same career stage or further on")
    return str(MUSTS[name])


def sliders(strategy: Strategy) -> list[dict[str, Any]]:
    """What `design/slider.html` needs for each rule."""
    found = []
    for rule, label in RULES.items():
        if rule == "traits" and not strategy.get("own"):
            continue
        step = step_of(strategy["weights"].get(rule, 0))
        found.append(
            {
                "id": f"weight-{rule}",
                "name": f"weight-{rule}",
                "label": label,
                "value": step,
                "word": STEPS[step],
                "words": STEPS,
            }
        )
    return found


def ticks(strategy: Strategy, hints: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The musts as boxes to tick. `hints` say under some of them whom they would leave out."""
    musts = strategy["musts"]
    return [
        {
            "name": f"must-{name}",
            "label": must_words(strategy, name),
            "ticked": holds(musts, name),
            "hint": (hints or {}).get(name, ""),
        }
        for name in MUSTS
        if name != "same_traits" or alike_of(strategy)
    ]


def change_words(before: Strategy, after: Strategy) -> str:
    """What differs, for the list of changes: 'Subject moved to "A lot"'."""
    said = []
    for rule, label in RULES.items():
        old, new = (step_of(one["weights"].get(rule, 0)) for one in (before, after))
        if old != new:
            said.append(_("%(rule)s moved to “%(step)s”") % {"rule": label, "step": STEPS[new]})
    for name in MUSTS:
        was, now = (holds(one["musts"], name) for one in (before, after))
        words = must_words(after, name)
        if was != now:
            said.append(
                (_("“%(rule)s” must hold now") if now else _("“%(rule)s” need not hold now"))
                % {"rule": words}
            )
        elif now and before["musts"].get(name) != after["musts"].get(name):
            said.append(_("“%(rule)s” is the rule now") % {"rule": words})
    if before["fairness"] != after["fairness"]:
        said.append(
            _("Lifting the lowest fits first") if after["fairness"] else _("Best fits in all first")
        )
    return "; ".join(said)


def lifted(strategy: Strategy, rule: str) -> dict[str, Any]:
    """The form that would lift one must, for "Try it"."""
    form: dict[str, Any] = {"musts-shown": "1"}
    for name in MUSTS:
        if name != rule and holds(strategy["musts"], name):
            form[f"must-{name}"] = "1"
    for name in LEAST:
        if strategy["musts"].get(name) is not None:
            form[f"{name}-amount"] = strategy["musts"][name]
    for name in ("fairness", "keep_previous"):
        if strategy[name]:
            form[name] = "1"
    return form
