"""The answer on differentiated assistance for a program: the keys of ``assistance --json``."""

from dataclasses import asdict

from equitykit.measures.assistance import GroupAnswer, LeaAnswer
from equitykit.measures.assistance_published import Comparison


def as_dict(answer: LeaAnswer, published: Comparison | None) -> dict:
    """One LEA. `eligible` is that of method 1 and null where it cannot be known; `methods` of
    each of the four. Where a result is hidden, a cell's `n` and levels are null and its
    `status` says who hides it. `published` is null where the state's list is not prepared."""
    return {
        "cds": answer.cds,
        "district": answer.district,
        "year": answer.year,
        "charter": answer.charter,
        "eligible": answer.eligible,
        "methods": {str(number): met for number, met in answer.methods.items()},
        "groups": [_group(group) for group in answer.groups],
        "local": asdict(answer.local),
        "missing": list(answer.missing),
        "published": None if published is None else _published(answer, published),
    }


def _group(group: GroupAnswer) -> dict:
    return {
        "group": group.code,
        "areas": list(group.areas),
        "letter": group.letter,
        "cells": [asdict(cell) for cell in group.cells],
        "close": [asdict(near) for near in group.near],
    }


def _published(answer: LeaAnswer, published: Comparison) -> dict:
    codes = {group.group: group.code for group in answer.groups}
    return {
        "compared": published.compared,
        "status": published.status,
        "methods": list(published.methods),
        "differences": [
            asdict(each) | {"group": codes[each.group]} for each in published.differences
        ],
    }
