"""The computation: profiles, law and a plan in, a projection out. Only ``model.loading`` reads files."""
