"""The rooms behind cli.py: one for each subject, as ui/ is behind dashboard.py."""
