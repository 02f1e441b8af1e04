"""The engines beside an independent simulation: people and events one by one."""
