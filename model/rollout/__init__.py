"""The roll-out plan: which company opens in which prison, when, with how many seats (section 9 of the method)."""
