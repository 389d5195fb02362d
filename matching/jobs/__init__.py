"""Work that takes longer than a page: the `job` table is the truth, the broker only wakes a worker."""
