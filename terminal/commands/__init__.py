"""The commands of the terminal: what is typed, and which function answers. Nothing heavy is loaded before."""
