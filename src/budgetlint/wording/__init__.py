"""Every message that the checker itself writes, in Chinese and English, in one place.

Rules bring their own messages in TOML; here is what is said about input, about packs, and about
what was found and expected.
"""

from .assertions import *  # noqa: F403
from .documents import *  # noqa: F403
from .packs import *  # noqa: F403
from .scenes import *  # noqa: F403
