"""msssim: a scenario simulation laboratory for the deployment of a security mission."""
