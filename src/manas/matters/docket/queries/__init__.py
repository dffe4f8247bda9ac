"""Questions to the docket."""
