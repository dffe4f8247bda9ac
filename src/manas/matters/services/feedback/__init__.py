"""意见建议: complaints and suggestions about the system itself, answered like any other matter."""
