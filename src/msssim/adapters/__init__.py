"""The model in the terms of other tools: EMA Workbench and SALib drive it from an experiment file.

Each adapter turns an :class:`~msssim.experiments.Experiment` into what its tool expects, and plays
what the tool asks for with the batch engine, many points at once. Designs, evaluators and analyses
are then the tool's own; what msssim does by itself is in :mod:`msssim.analysis`.
"""
