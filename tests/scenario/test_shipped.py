from __future__ import annotations

import datetime as dt

import pytest

from msssim.errors import InputError, MsssimError
from msssim.scenario import load_scenario, scenario_path, shipped, shipped_folder, shipped_scenarios

NAMES = [
    "as_is", "closed_door", "conversion_forced", "conversion_offered", "court_permanent",
    "court_temporary", "full_funding", "hold_lifted_early", "hold_lifted_late",
    "hold_never_lifted", "leak_prone", "no_mission", "non_renewal_cliff", "support_office",
    "three_month_rollovers", "transparency_compact", "trickle_funding",
]  # fmt: skip

CHANGES = {
    "no_mission": {"mission.enabled": False},
    "full_funding": {
        "funding.pledge_rate_usd_month": 50e6,
        "funding.conversion": 0.95,
        "funding.lag_months": 2.0,
        "funding.in_kind_persons": 2_500,
        "funding.in_kind_ramp_months": 6.0,
        "funding.donors.United States.hold.lift_on": dt.date(2024, 6, 12),
        "funding.donors.United States.hold.reimpose_per_month": 0.0,
    },
    "trickle_funding": {
        "funding.pledge_rate_usd_month": 2e6,
        "funding.conversion": 0.45,
        "funding.lag_months": 10.0,
        "funding.in_kind_persons": 300,
    },
    "three_month_rollovers": {
        "council.renewal_term_days": 91,
        "council.review_interval_days": 91,
        "mission.commit_horizon_weeks": 6.0,
    },
    "hold_lifted_early": {
        "funding.donors.United States.hold.lift_on": dt.date(2024, 7, 1),
        "funding.donors.United States.hold.reimpose_per_month": 0.0,
    },
    "hold_lifted_late": {
        "funding.donors.United States.hold.lift_per_month": 0.0,
        "funding.donors.United States.hold.lift_on": dt.date(2025, 1, 15),
        "funding.donors.United States.hold.reimpose_per_month": 0.0,
    },
    "hold_never_lifted": {"funding.donors.United States.hold.lift_per_month": 0.0},
    "support_office": {
        "council.office_vote_on": dt.date(2024, 12, 12),
        "council.office_support": 20.0,
    },
    "conversion_offered": {"council.conversion_vote_on": dt.date(2024, 12, 12)},
    "conversion_forced": {
        "council.conversion_vote_on": dt.date(2024, 12, 12),
        "council.conversion_support": 20.0,
    },
    "closed_door": {
        "governance.transparency": 0.05,
        "governance.leakiness": 0.1,
        "governance.oversight": 0.1,
        "governance.coordination": 0.2,
    },
    "non_renewal_cliff": {
        "council.renewal_tabled": 0.0,
        "council.rollover_probability": 0.0,
        "mission.drawdown_weeks": 8.0,
    },
}


def test_the_baseline_is_listed_first():
    assert shipped_scenarios()[0] == "as_is"
    assert set(NAMES) <= set(shipped_scenarios())


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_shipped_scenario_loads_under_its_name_and_says_why(name):
    scenario = load_scenario(name)
    assert scenario.name == name == scenario_path(name).stem
    assert scenario.title
    assert len(scenario.why.split()) > 15
    assert scenario == load_scenario(scenario_path(name))


def test_the_baseline_has_the_schema_s_defaults():
    data = load_scenario("as_is").resolved()
    for section in (
        "governance",
        "contacts",
        "people",
        "interventions",
        "authorities",
        "logistics",
    ):
        assert data[section] == type(load_scenario("as_is")).model_fields[
            section
        ].default.model_dump(mode="json")


@pytest.mark.parametrize("name", CHANGES)
def test_a_shipped_scenario_differs_from_the_baseline_by_its_levers_only(name):
    as_is, scenario = load_scenario("as_is"), load_scenario(name)
    own = {key: getattr(scenario, key) for key in ("name", "title", "why")}
    assert scenario == as_is.with_values(CHANGES[name] | own)


def test_an_unknown_name_gets_a_suggestion():
    with pytest.raises(InputError, match="did you mean `trickle_funding`"):
        scenario_path("trickle_fundng")


def test_an_installed_package_carries_its_own_files(tmp_path, monkeypatch):
    inside = tmp_path / "msssim" / "_shipped" / "experiments"
    inside.mkdir(parents=True)
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "msssim")
    assert shipped_folder("experiments") == inside
    with pytest.raises(MsssimError, match="lacks its scenarios"):
        shipped_folder("scenarios")
