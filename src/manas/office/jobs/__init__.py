"""后台作业: work that waits outside the request that asked for it; asked once by its key, never lost with a worker."""
