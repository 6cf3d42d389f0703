"""The app as the server loads it, from the settings in the environment."""

import os
from threading import Timer

from learn.app import create_app
from learn.documents import weighing
from learn.settings import Settings

WARM_AFTER = 5
"""Seconds: first whoever is waiting for the page gets it."""

app = create_app(Settings.from_environment(os.environ))

_warming = Timer(WARM_AFTER, weighing.warm)
_warming.daemon = True
_warming.start()
