"""Lanchester's laws: what an exchange of fire leaves unchanged.

The rule's rates as the right-hand side of a differential equation. Aimed against aimed fire keeps
b G^2 - a S^2 (square law) and follows the hyperbolic closed form; fire at large on both sides keeps
b G - a S (linear law); a state that fires at large against gangs that aim keeps
b G - a S^2 / 2D (Deitchman's guerrilla law). The mean of the chain of single casualties follows the
equation when forces are large.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from msssim.rules.contacts import casualty_rate
from sections import section

BLOCK = 2_000.0
CONTACTS = section("contacts", block_persons=BLOCK)
STATE_PER_1000, GANG_PER_1000 = 80.0, 50.0
A, B = STATE_PER_1000 / 1000, GANG_PER_1000 / 1000
STATE, GANG = 800.0, 1_000.0
HOURS = 6.0
AIMS = {"square": (1.0, 1.0), "linear": (0.0, 0.0), "guerrilla": (0.0, 1.0)}
"""Aim of the state and of the gangs that gives each law."""

INVARIANTS = {
    "square": lambda state, gang: B * gang**2 - A * state**2,
    "linear": lambda state, gang: B * gang - A * state,
    "guerrilla": lambda state, gang: B * gang - A / (2 * BLOCK) * state**2,
}


def _rates(law, state, gang):
    """Casualties an hour of the state and of the gangs."""
    state_aim, gang_aim = AIMS[law]
    on_state = casualty_rate(GANG_PER_1000, CONTACTS, shooters=gang, aim=gang_aim, targets=state)
    on_gang = casualty_rate(STATE_PER_1000, CONTACTS, shooters=state, aim=state_aim, targets=gang)
    return on_state, on_gang


def _course(law, hours):
    solution = solve_ivp(
        lambda _, forces: -np.array(_rates(law, *forces)),
        (0.0, hours[-1]), [STATE, GANG], method="DOP853", t_eval=hours, rtol=1e-11, atol=1e-9,
    )  # fmt: skip
    return solution.y


@pytest.mark.parametrize("law", AIMS)
def test_the_invariant_of_each_law_stays_while_forces_melt(law):
    state, gang = _course(law, np.linspace(0.0, HOURS, 25))
    assert state[-1] < 0.95 * STATE
    assert gang[-1] < 0.95 * GANG
    kept = INVARIANTS[law](state, gang)
    scale = np.abs(INVARIANTS[law](STATE, 0.0)) + INVARIANTS[law](0.0, GANG)
    assert np.abs(kept - kept[0]).max() < 1e-9 * scale


@pytest.mark.parametrize(
    ("law", "other"), [(a, b) for a in AIMS for b in INVARIANTS if a != b]
)  # fmt: skip
def test_no_law_keeps_the_invariant_of_another(law, other):
    state, gang = _course(law, np.linspace(0.0, HOURS, 25))
    kept = INVARIANTS[other](state, gang)
    assert np.abs(kept - kept[0]).max() > 1e-2 * np.abs(kept[0])


def test_the_square_law_follows_the_hyperbolic_closed_form():
    hours = np.linspace(0.0, HOURS, 25)
    state, gang = _course("square", hours)
    tempo = np.sqrt(A * B) * hours
    assert state == pytest.approx(
        STATE * np.cosh(tempo) - GANG * np.sqrt(B / A) * np.sinh(tempo), rel=1e-9
    )
    assert gang == pytest.approx(
        GANG * np.cosh(tempo) - STATE * np.sqrt(A / B) * np.sinh(tempo), rel=1e-9
    )


def _chains(law, runs, rng):
    """What is left after ``HOURS`` when casualties fall one at a time, run by run at once."""
    state, gang, clock = np.full(runs, STATE), np.full(runs, GANG), np.zeros(runs)
    while True:
        on_state, on_gang = _rates(law, state, gang)
        clock = clock + rng.exponential(size=runs) / (on_state + on_gang)
        goes_on = clock < HOURS
        if not goes_on.any():
            return state, gang
        hits_gang = rng.random(runs) * (on_state + on_gang) < on_gang
        gang = gang - (goes_on & hits_gang)
        state = state - (goes_on & ~hits_gang)


@pytest.mark.parametrize("law", AIMS)
def test_the_mean_of_many_chains_of_single_casualties_is_the_equations(law):
    # 4,000 runs of forces near 1,000: the error of the mean is below a tenth of a per cent, so that
    # one per cent is more than ten of them; no false alarm to speak of (below one in 10^20).
    state, gang = _chains(law, 4_000, np.random.default_rng(11))
    expected_state, expected_gang = _course(law, np.array([HOURS]))[:, 0]
    assert max(state.std() / expected_state, gang.std() / expected_gang) / np.sqrt(4_000) < 1e-3
    assert state.mean() == pytest.approx(expected_state, rel=0.01)
    assert gang.mean() == pytest.approx(expected_gang, rel=0.01)
