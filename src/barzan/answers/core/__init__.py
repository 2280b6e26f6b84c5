"""The pure core: the columns of a form over its versions, answers as rows, distributions, filters."""
