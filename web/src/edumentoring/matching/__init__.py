"""Match rounds and proposals; the only room that talks to the engine."""
