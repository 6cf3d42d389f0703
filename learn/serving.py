"""The app as the server loads it, from the settings in the environment."""

import os

from learn.app import create_app
from learn.settings import Settings

app = create_app(Settings.from_environment(os.environ))
