"""The plugin for pytest collects scenario files where it is asked to, and nothing elsewhere."""

from __future__ import annotations

import pytest

import msssim.testing.checkup  # noqa: F401  (stays loaded: NumPy cannot be loaded twice)

pytest_plugins = ["pytester"]

SCENARIO = "name: mine\ntitle: Mine\nextends: as_is\nhorizon_days: 14\n"
EXPECTED = "expect:\n  lapse: {probability: [0, 1]}\n  abuse_cases: {mean: {above: 1_000}}\n"
OPTED_IN = "[pytest]\nmsssim_scenarios = scenarios/*.yaml\nmsssim_runs = 2\n"


@pytest.fixture
def asked(pytester, monkeypatch):
    """Run pytest, with the plugin, on a folder with these files."""

    def run(ini=OPTED_IN, words=(), **files):
        monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
        pytester.makefile(".ini", pytest=ini)
        folder = pytester.mkdir("scenarios")
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text)
        plugins = ("-p", "no:msssim", "-p", "msssim.testing.plugin", "-p", "no:cacheprovider")
        return pytester.runpytest_inprocess(*plugins, *words)

    return run


def test_nothing_is_collected_unless_the_configuration_asks_for_it(asked):
    asked(ini="[pytest]\n", mine=SCENARIO).assert_outcomes()


def test_each_property_and_expectation_is_a_test_with_a_readable_name(asked):
    listed = asked(mine=SCENARIO + EXPECTED, words=["--collect-only", "-q"])
    listed.stdout.fnmatch_lines(
        [
            "scenarios/mine.yaml::valid",
            "scenarios/mine.yaml::persons_are_conserved",
            "scenarios/mine.yaml::no_money",
            "scenarios/mine.yaml::expect_lapse_probability",
            "scenarios/mine.yaml::expect_abuse_cases_mean",
        ]
    )


def test_a_broken_expectation_fails_in_words_and_without_a_traceback(asked):
    words = ["-k", "valid or expect or no_base or cash_is_conserved", "-v"]
    told = asked(mine=SCENARIO + EXPECTED, words=words)
    counts = told.parseoutcomes()
    assert (counts["passed"], counts["failed"]) == (4, 1)
    told.stdout.fnmatch_lines(
        ["violated*expect_abuse_cases_mean", "*The mean of abuse cases is above*"]
    )
    assert "Traceback" not in told.stdout.str()
    assert ".py" not in told.stdout.str().partition("FAILURES")[2].partition("short test")[0]


def test_a_doubt_is_a_warning_and_not_a_failure(asked):
    doubtful = SCENARIO + "expect:\n  kidnapped: {median: {above: 50}}\n"
    told = asked(mine=doubtful, words=["-k", "expect", "-W", "default"])
    counts = told.parseoutcomes()
    assert (counts["passed"], counts["warnings"]) == (1, 1)
    told.stdout.fnmatch_lines(["*DoubtWarning: The median of kidnapped is above 50 persons.*"])


def test_a_file_that_is_wrong_fails_once_and_says_where(asked):
    told = asked(wrong=SCENARIO + "funding: {conversion: 7}\nexpect: {lapsee: {mean: [0, 1]}}\n")
    told.assert_outcomes(failed=1)
    told.stdout.fnmatch_lines(
        [
            "*wrong.yaml:5: funding.conversion: found 7; allowed is a number from 0 to 1 (share)",
            "*wrong.yaml:6: expect.lapsee: there is no outcome `lapsee`; did you mean `lapse`?",
        ]
    )


def test_files_that_the_configuration_does_not_name_are_left_alone(asked):
    elsewhere = OPTED_IN.replace("scenarios/*", "scenarios/ours_*")
    told = asked(ini=elsewhere, ours_a=SCENARIO, draft="not: a scenario\n", words=["-k", "valid"])
    told.assert_outcomes(passed=1, deselected=told.parseoutcomes()["deselected"])


@pytest.mark.parametrize("typed", ["some", "0", "-1", "2.5"])
def test_a_setting_that_is_no_number_of_runs_is_refused(asked, typed):
    told = asked(ini=OPTED_IN.replace("= 2", f"= {typed}"), mine=SCENARIO)
    assert told.ret == pytest.ExitCode.USAGE_ERROR
    told.stderr.fnmatch_lines(
        [f"*msssim_runs: found '{typed}'; allowed is a whole number of at least 1*"]
    )


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("scenarois/*.yaml", "'scenarois/[*].yaml' names no .yaml or .yml file in *; correct it*"),
        ("scenarios/*.txt", "'scenarios/[*].txt' names no .yaml or .yml file in *"),
        ("/scenarios/*.yaml", "found '/scenarios/[*].yaml'; allowed is a pattern relative to *"),
    ],
)
def test_a_pattern_that_names_no_file_is_refused(asked, pattern, words):
    told = asked(ini=f"{OPTED_IN}  ".replace("scenarios/*.yaml", pattern), mine=SCENARIO)
    assert told.ret == pytest.ExitCode.USAGE_ERROR
    told.stderr.fnmatch_lines([f"*msssim_scenarios: {words}"])


def test_help_is_given_although_a_pattern_names_no_file(asked):
    told = asked(ini=OPTED_IN.replace("scenarios/*", "none/*"), words=["--help"])
    assert told.ret == pytest.ExitCode.OK


def test_a_pattern_may_lead_out_of_a_folder_and_back(asked):
    told = asked(
        ini=OPTED_IN.replace("scenarios/*", "scenarios/../scenarios/*"),
        mine="title: Tiny\nscenarios: [as_is]\nreplications: 2\n",
    )
    told.assert_outcomes(passed=1)


def test_an_experiment_need_only_be_valid(asked):
    told = asked(mine="title: Tiny\nscenarios: [as_is]\nreplications: 2\n", words=["-v"])
    told.assert_outcomes(passed=1)


def test_priors_need_only_be_valid(asked):
    prior = "{law.ruling_blocks: {low: 0.1, high: 0.9}}"
    text = f"title: Ours\nknown_until: 2024-06-12\nuncertainties: {prior}\n"
    asked(mine=text).assert_outcomes(passed=1)


def test_an_experiment_that_is_wrong_fails_in_words(asked):
    told = asked(mine="title: Tiny\nscenarios: [as_si]\n")
    told.assert_outcomes(failed=1)
    told.stdout.fnmatch_lines(["*mine.yaml:2*did you mean `as_is`?*"])
