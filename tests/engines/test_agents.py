"""The Mesa model as a Mesa user meets it; whether it plays the right run, the docking test asks."""

from __future__ import annotations

import doctest
import gc
import math
import weakref

import mesa
import pytest
from mesa.discrete_space import Network

from msssim.engines.agents import Foothold, Gang, MissionModel, PoliceUnit, Zone
from msssim.engines.agents import model as model_module
from msssim.errors import InputError, RunError
from msssim.scenario import load_scenario
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, SERIES

pytestmark = pytest.mark.slow

AS_IS = load_scenario("as_is")
WEEKS = 6
SHORT = AS_IS.with_values({"horizon_days": WEEKS * 7})


@pytest.fixture
def make():
    """Make models that are closed when the test is over."""
    models = []

    def model(scenario=SHORT, **arguments) -> MissionModel:
        models.append(MissionModel(scenario, **arguments))
        return models[-1]

    yield model
    for each in models:
        each.close()


def played(model: MissionModel) -> MissionModel:
    while model.running:
        model.step()
    return model


# -- a Mesa model


def test_docstring_example_runs():
    assert doctest.testmod(model_module).failed == 0


def test_batch_run_takes_dotted_parameters():
    rows = mesa.batch_run(
        MissionModel,
        parameters={
            "scenario": [SHORT],
            "run": range(2),
            "people.killed_by_gangs_per_100k_week": [0.0, 40.0],
        },
        display_progress=False,
    )
    assert len(rows) == 4
    for row in rows:
        nobody_killed = row["people.killed_by_gangs_per_100k_week"] == 0.0
        assert (row["civilians_killed"] < 100) == nobody_killed


@pytest.mark.skipif(
    mesa.__version__.startswith("3.4."),
    reason="batch_run of Mesa 3.4 tells the first step twice and leaves out the last",
)
def test_batch_run_reports_every_step_in_its_own_row(make):
    rows = mesa.batch_run(
        MissionModel,
        parameters={"scenario": [SHORT]},
        data_collection_period=1,
        display_progress=False,
    )
    frame = played(make()).datacollector.get_model_vars_dataframe()
    assert [row["displaced"] for row in rows] == frame["displaced"].tolist()


def test_no_seed_is_the_first_seed_and_not_chance(make):
    frames = [
        played(make(seed=seed)).datacollector.get_model_vars_dataframe() for seed in (None, 1)
    ]
    assert frames[0].equals(frames[1])


@pytest.mark.parametrize("wrong", [{"run": 1.5}, {"run": -1}, {"run": True}, {"seed": "one"}])
def test_what_names_no_run_is_refused(make, wrong):
    (name,) = wrong
    with pytest.raises(InputError, match=rf"^{name}: found .*; allowed is a whole number"):
        make(SHORT, **wrong)


def test_mesa_finds_no_scenario_of_its_own_to_make_the_model_anew_from(make):
    """Mesa 3.5 would put it in the place of ours when somebody presses Reset."""
    model = make(SHORT)
    assert model.scenario is None
    model.step()
    assert model.scenario is None
    assert model.in_force is model.plan


def test_unknown_parameter_is_refused(make):
    with pytest.raises(InputError, match=r"funding\.conversion"):
        make(**{"funding.conversoin": 0.2})


def test_scenario_may_be_named_and_changed(make):
    model = make("as_is", **{"mission.force_target": 1_000})
    assert model.in_force.mission.force_target == 1_000
    assert AS_IS.mission.force_target != 1_000


def test_data_frame_has_a_column_a_series_and_a_row_a_step(make):
    frame = played(make()).datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == list(SERIES)
    assert len(frame) == WEEKS
    assert frame.notna().all(axis=None)


def test_run_ends_at_the_horizon_and_no_later(make):
    model = played(make())
    assert model.period.index == WEEKS - 1
    with pytest.raises(RunError, match="horizon"):
        model.step()


def test_outcomes_are_those_that_are_reported(make):
    model = played(make())
    assert list(model.outcomes()) == list(OUTCOMES)
    assert math.isnan(model.outcomes()["strength_104w"])


def test_outcomes_of_contingents_are_told_by_country(make):
    told = played(make()).contingent_outcomes()
    assert list(told) == [row.name for row in SHORT.mission.contingents]
    assert all(list(outcomes) == list(CONTINGENT_OUTCOMES) for outcomes in told.values())
    assert told["Kenya"]["committed_days"] == 0
    assert told["Benin"]["offered"] == 1_500


@pytest.mark.parametrize("which", ["outcomes", "contingent_outcomes"])
def test_outcomes_before_the_first_step_are_refused(make, which):
    with pytest.raises(RunError, match="first step"):
        getattr(make(), which)()


def test_closed_model_is_freed():
    model = MissionModel(SHORT)
    model.step()
    alive = weakref.ref(model)
    model.close()
    del model
    gc.collect()
    assert alive() is None


def test_closed_model_still_tells_its_outcomes():
    model = MissionModel(SHORT)
    model.step()
    before, of_kenya = model.outcomes(), model.contingent_outcomes()["Kenya"]
    model.close()
    assert model.outcomes() == pytest.approx(before, nan_ok=True)
    assert model.contingent_outcomes()["Kenya"] == pytest.approx(of_kenya, nan_ok=True)
    assert len(model.datacollector.get_model_vars_dataframe()) == 1


# -- random numbers


def test_same_seed_and_run_is_the_same_run(make):
    frames = [
        played(make(seed=3, run=8)).datacollector.get_model_vars_dataframe() for _ in range(2)
    ]
    assert frames[0].equals(frames[1])


@pytest.mark.parametrize("other", [{"seed": 4, "run": 8}, {"seed": 3, "run": 9}])
def test_other_seed_or_run_is_another_run(make, other):
    frames = [
        played(make(**streams)).datacollector.get_model_vars_dataframe()
        for streams in ({"seed": 3, "run": 8}, other)
    ]
    assert not frames[0].equals(frames[1])


def test_mesas_own_generator_changes_nothing(make):
    assert played(make(rng=1)).outcomes() == pytest.approx(
        played(make(rng=2)).outcomes(), nan_ok=True
    )


# -- who stands where


def test_gangs_stand_at_their_base(make):
    model = make()
    for gang in model.agents_by_type[Gang]:
        assert gang.cell is model.space[gang.row.base]


def test_footholds_stand_where_their_gang_is_present_and_next_door(make):
    model = make()
    for gang in model.gangs:
        present = {zone for zone in model.zones if zone.name in gang.row.presence}
        reach = present | {near for zone in present for near in zone.neighbours}
        assert [foothold.cell.name for foothold in gang.footholds] == sorted(
            zone.name for zone in reach
        )
        assert all(foothold in foothold.cell.footholds for foothold in gang.footholds)
        manned = {foothold.cell for foothold in gang.footholds if foothold.fighters > 0}
        assert manned <= present


def test_police_units_stand_in_their_zone_or_nowhere(make):
    for unit in make().agents_by_type[PoliceUnit]:
        assert (unit.cell.name if unit.cell else None) == unit.row.zone


def test_zones_are_cells_that_border_as_the_links_say(make):
    model = make()
    assert isinstance(model.space, Network)
    links = {frozenset((link.zone_a, link.zone_b)) for link in AS_IS.territory.links}
    borders = {
        frozenset((zone.name, other.name)) for zone in model.zones for other in zone.neighbours
    }
    assert borders == links
    for zone in model.zones:
        assert isinstance(zone, Zone)
        names = [other.name for other in zone.neighbours]
        assert names == sorted(names)


def test_agents_number_what_the_tables_say(make):
    model = make()
    assert sum(zone.people.displaced for zone in model.zones) == (AS_IS.people.displaced_at_start)
    assert model.gang_members == sum(gang.fighters for gang in AS_IS.gangs.groups)
    assert len(model.agents_by_type[Foothold]) == len(model.footholds)


def test_dated_event_is_in_force_from_its_step_on(make):
    event = {"date": "2024-06-26", "set": {"governance.transparency": 0.9}}
    world = type(SHORT).from_data(SHORT.resolved() | {"events": [event]})
    model = make(world)
    aims = []
    while model.running:
        model.step()
        aims.append(model.in_force.governance.transparency)
    assert aims == [AS_IS.governance.transparency] * 2 + [0.9] * (WEEKS - 2)
