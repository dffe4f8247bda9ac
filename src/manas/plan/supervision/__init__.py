"""督办: written only where records show lateness, answered, verified, closed."""
