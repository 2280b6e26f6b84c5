"""The designer of processes: draw, bind, check, play, publish, compare. Pages over ``process``; no tables."""
