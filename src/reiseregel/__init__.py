"""Rules on cover of travel to health services: a claim in, a decision with its reasons out."""
