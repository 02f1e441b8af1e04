"""What is not known: draws of uncertain inputs, ensembles of futures, sensitivity."""
