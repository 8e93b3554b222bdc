"""Control over many events: features of a subject, then signals that a person should look at. Never a sanction."""
