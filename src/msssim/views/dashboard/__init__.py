"""The dashboard: one run watched week by week, and stored results compared, in a browser.

``serve`` opens it; ``page`` is the page; ``live`` and ``compare`` are its two tabs. A live run is a
Mesa model (``watched``) that Mesa's own controls step; what a person may set is in ``levers``, what
is drawn of a moment in ``pictures``.
"""
