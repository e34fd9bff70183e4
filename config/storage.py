from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Gzip only, and only what is served: Brotli of all files takes half a minute at set-up."""

    keep_only_hashed_files = True

    def create_compressor(self, **kwargs: object) -> Compressor:
        return super().create_compressor(**kwargs | {"use_brotli": False, "quiet": True})
