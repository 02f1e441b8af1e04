"""Where a number comes from: the figures that move an indicator, by how much, and how well they are known."""
