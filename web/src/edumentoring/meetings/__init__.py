"""When two people meet: proposed times, invitations, an agenda and a log."""
