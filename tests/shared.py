"""Where the inputs lie that are shared with the project but not kept in it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = SHARED / "samples"
HOSTILE = SHARED / "hostile"
TIKTOK_SAMPLE = SAMPLES / "tiktok-comments-scraper" / "7418294751977327878.json"

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="shared/samples is not here")
needs_hostile = pytest.mark.skipif(not HOSTILE.is_dir(), reason="shared/hostile is not here")
