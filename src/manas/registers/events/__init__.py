"""The register of matchmaking events."""
