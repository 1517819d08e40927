"""Values that the templates show, made of events and nothing else."""
