"""The roll-out plan: which company opens in which prison, in which quarter, with how many seats (section 9 of the method)."""
