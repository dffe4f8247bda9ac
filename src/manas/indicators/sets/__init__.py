"""指标体系: which indicators an office is measured by, and what each unit is to reach."""
