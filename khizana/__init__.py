"""The front door: what people and programs call; everything that an archive must survive with is in `archive`."""

from archive import __version__ as __version__
