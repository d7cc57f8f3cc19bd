"""What is asked: from YAML and CSV files to a validated, frozen :class:`Scenario`.

:func:`load_scenario` reads a scenario, :func:`parameters` says what each of its numbers means and
where it comes from. Everything wrong with an input is an :class:`~msssim.errors.InputError` that
names file, line and path. This package knows nothing of the model that plays a scenario.
"""

from msssim.scenario.describe import ParameterInfo, parameter_info, parameters
from msssim.scenario.diff import Change, changes, with_changes
from msssim.scenario.load import load_scenario
from msssim.scenario.schema import Event, Scenario
from msssim.scenario.shipped import scenario_path, shipped_folder, shipped_scenarios
from msssim.scenario.yamlfile import Document, read_yaml

__all__ = [
    "Change",
    "Document",
    "Event",
    "ParameterInfo",
    "Scenario",
    "changes",
    "load_scenario",
    "parameter_info",
    "parameters",
    "read_yaml",
    "scenario_path",
    "shipped_folder",
    "shipped_scenarios",
    "with_changes",
]
