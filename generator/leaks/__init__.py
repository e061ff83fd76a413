"""Whether anything that students of a graded quiz get tells its key: what must not be there, derived from specs, and sought."""
