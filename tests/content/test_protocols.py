"""Structures for listening: parts that fill the time, words for each."""

import pytest

from equitykit.content.protocols import load_protocols
from equitykit.content.texts import load_texts

PROTOCOLS = load_protocols()


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
def test_the_parts_share_out_all_of_the_time_and_have_words(protocol):
    assert sum(part.share for part in protocol.parts) == 100
    for part in protocol.parts:
        assert {f"protocols.{part.id}.name", f"protocols.{part.id}.room"} <= set(load_texts())


def test_the_whole_structure_goes_from_silence_to_pairs_to_a_round_to_everybody():
    parts = [part.id for part in PROTOCOLS["silent_pair_round"].parts]

    assert parts == ["silent_write", "pair", "round", "whole"]


def test_whoever_takes_part_may_pass():
    texts = load_texts()

    assert "without a reason" in texts["protocols.any.passing"]["en"]
    assert "sin dar razones" in texts["protocols.any.passing"]["es"]
