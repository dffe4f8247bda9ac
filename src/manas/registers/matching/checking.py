"""What `manas check` says of the sentence encoder: a folder that cannot be used is a warning, for matching goes on without it."""

from __future__ import annotations

from django.conf import settings
from django.core import checks


@checks.register
def sentence_encoder(**given: object) -> list[checks.CheckMessage]:  # noqa: ARG001  # what Django hands to every check
    """This function will open the encoder of MANAS_ENCODER, use it once, and let it go again: a process that is made from this one
    cannot use it."""
    if settings.MANAS_ENCODER is None:
        return []
    # Only who has an encoder loads what it needs.
    from manas.registers.matching.encoder import EncoderRefused, open_encoder

    try:
        open_encoder(settings.MANAS_ENCODER)
    except EncoderRefused as refusal:
        return [
            checks.Warning(
                str(refusal),
                hint=f"MANAS_ENCODER={settings.MANAS_ENCODER} {refusal.__cause__ or ''}".strip(),
                id="manas.W001",
            )
        ]
    return []
