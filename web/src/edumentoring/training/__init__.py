"""Sessions and events: booking, attendance, records, certificates."""
