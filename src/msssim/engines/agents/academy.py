"""The police academy: classes that finish at intervals and are shared out among the units."""

from __future__ import annotations

import numpy as np

from msssim.engines.agents.actor import Institution
from msssim.rules.counts import apportion
from msssim.rules.police import classes_finished
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import ordered_sum


class Academy(Institution):
    """The academy; it owns nothing but its calendar."""

    def graduate(self) -> None:
        """Post the officers of a class that finishes in this step, by the units' weights."""
        police, step = self.scenario.police, self.period
        finished = classes_finished(
            step.end_day / DAYS_PER_WEEK, step.weeks, police.class_interval_weeks
        )
        graduates = int(np.floor(self.model.authorities.class_size * finished))
        everybody = max(ordered_sum(unit.row.intake_weight for unit in self.model.units), 1e-12)
        before = 0.0
        for unit in self.model.units:
            through = before + unit.row.intake_weight
            unit.graduates = int(apportion(graduates, before / everybody, through / everybody))
            unit.officers += unit.graduates
            before = through
