"""``python -m msssim`` is the command ``msssim``."""

from msssim.cli import main

if __name__ == "__main__":
    main()
