"""What people work on: goals and actions within a pair; a plan and skills of their own."""

from edumentoring.goals.models.goals import Action, Entry, Goal, Seen
from edumentoring.goals.models.own import PlanItem, Practice
from edumentoring.goals.models.skills import Rating, Skill

__all__ = ["Action", "Entry", "Goal", "PlanItem", "Practice", "Rating", "Seen", "Skill"]
