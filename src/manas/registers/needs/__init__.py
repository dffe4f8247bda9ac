"""The register of technology needs: who reads how much of a need, how it changes, whom it is shown to, how it ends."""
