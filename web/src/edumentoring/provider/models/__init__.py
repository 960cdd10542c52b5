"""What those who answer for a programme tell its people, and what they set out together."""

from edumentoring.provider.models.announcing import Announcement, Receipt
from edumentoring.provider.models.handbook import Acknowledgement, Document, Edition, Paper
from edumentoring.provider.models.partners import Partner
from edumentoring.provider.models.policies import Policy
from edumentoring.provider.models.teaching import Element, Suggestion, Tagged

__all__ = [
    "Acknowledgement",
    "Announcement",
    "Document",
    "Edition",
    "Element",
    "Paper",
    "Partner",
    "Policy",
    "Receipt",
    "Suggestion",
    "Tagged",
]
