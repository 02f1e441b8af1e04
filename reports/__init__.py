"""What results look like: tidy frames and figures. Loads nothing, returns frames, figures and bytes."""
