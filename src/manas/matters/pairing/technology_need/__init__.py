"""技术需求: a need from its asker to an answer that served, through whoever can give one."""
