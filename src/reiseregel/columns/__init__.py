"""The columnar executor: many documents of one type decided at once, as columns over tables (extra `batch`)."""
