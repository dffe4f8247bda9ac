"""The register of aid pairing: partners, teams, policies, and what is brought in."""
