"""How a wording stands, by who could live with it."""

from equitykit.records.consent import Consent


def stand_of(wording, consent: Consent | None) -> str:
    """``draft`` (nobody was asked, or it was changed since), ``open`` (somebody cannot, or needs
    to talk) or ``agreed``; `wording` is a record with `en` and `es`."""
    if consent is None or (consent.en, consent.es) != (wording.en, wording.es):
        return "draft"
    return "open" if consent.cannot or consent.talk else "agreed"
