"""For `sphinx-build`: the settings of `_config.yml`, so that there is one place to change them."""

from pathlib import Path

from generator.sphinx_ext.settings import sphinx_settings

globals().update(sphinx_settings(Path(__file__).parent))
