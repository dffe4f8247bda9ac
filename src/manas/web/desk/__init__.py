"""工作台: where officials keep the plan."""
