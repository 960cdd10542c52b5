"""What people do with their goals, actions, plans and skills.

These are people's own papers. No line of the programme's history tells of them: it would show
coordinators what somebody keeps to themselves. Each thing carries its own days instead.

For the rooms above: `add_action` (whatever two people agreed on), and `timeline.py`.
"""

from edumentoring.goals.operations.actions import (
    add_action,
    change_action,
    finish_action,
    let_go_action,
    put_back_action,
    remind_me,
    remove_action,
    reopen_action,
    restore_action,
    take_up_action,
)
from edumentoring.goals.operations.entries import add_entry, remove_entry, restore_entry
from edumentoring.goals.operations.goals import (
    add_goal,
    change_goal,
    let_go_goal,
    put_back_goal,
    remove_goal,
    restore_goal,
    suggest_goal,
    take_up_goal,
)
from edumentoring.goals.operations.keeping import drop_removed
from edumentoring.goals.operations.own import (
    add_plan_item,
    change_plan_item,
    change_practice,
    close_plan_item,
    remove_plan_item,
    reopen_plan_item,
    restore_plan_item,
)
from edumentoring.goals.operations.skills import (
    add_skill,
    ask_partner,
    choose_skills,
    give_rating,
    let_go_rating,
    rate,
    rate_standards,
    remove_skill,
    restore_skill,
)

__all__ = [
    "add_action",
    "add_entry",
    "add_goal",
    "add_plan_item",
    "add_skill",
    "ask_partner",
    "change_action",
    "change_goal",
    "change_plan_item",
    "change_practice",
    "choose_skills",
    "close_plan_item",
    "drop_removed",
    "finish_action",
    "give_rating",
    "let_go_action",
    "let_go_goal",
    "let_go_rating",
    "put_back_action",
    "put_back_goal",
    "rate",
    "rate_standards",
    "remind_me",
    "remove_action",
    "remove_entry",
    "remove_goal",
    "remove_plan_item",
    "remove_skill",
    "reopen_action",
    "reopen_plan_item",
    "restore_action",
    "restore_entry",
    "restore_goal",
    "restore_plan_item",
    "restore_skill",
    "suggest_goal",
    "take_up_action",
    "take_up_goal",
]
