"""Whether the content files are as a reader needs them: ids, both languages, the same gaps."""

from importlib.resources import files

import yaml

from equitykit.content.texts import FAST_LOADER, LANGUAGES, gaps
from equitykit.errors import EquitykitError

Texts = dict[str, dict[str, str]]


class _EachKeyOnce(FAST_LOADER):
    """YAML in which a key may stand once: the usual loader keeps the last one silently."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise yaml.constructor.ConstructorError(problem=str(twice), problem_mark=node.start_mark)
    return {
        key: loader.construct_object(value, deep=True)
        for key, (_, value) in zip(keys, node.value, strict=True)
    }


_EachKeyOnce.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def inspect_content() -> tuple[Texts, list[EquitykitError]]:
    """Every sentence of ours that can be used, by id, and what is wrong with the others."""
    return inspect_files(
        {
            path.name: path.read_text(encoding="utf-8")
            for path in sorted(files("equitykit.content").iterdir(), key=lambda path: path.name)
            if path.name.endswith(".yml")
        }
    )


def inspect_files(contents: dict[str, str]) -> tuple[Texts, list[EquitykitError]]:
    """The same for the text of some files, by file name."""
    texts, problems = {}, []
    for name, content in contents.items():
        try:
            items = yaml.load(content, _EachKeyOnce)
        except yaml.YAMLError as problem:
            problems.append(_unreadable(name, problem))
            continue
        for id, languages in _fields(name.removesuffix(".yml"), items):
            wrong = _wrong(name, id, languages)
            problems.extend(wrong)
            if not wrong:
                texts[id] = languages
    return texts, problems + _without_singular(texts)


def _unreadable(name: str, problem: yaml.YAMLError) -> EquitykitError:
    mark = getattr(problem, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    if isinstance(problem, yaml.constructor.ConstructorError):
        return EquitykitError("words_twice", file=name, line=line, item=problem.problem)
    return EquitykitError("words_not_yaml", file=name, line=line)


def _fields(file: str, items: object):
    """Pairs of id and texts; what is no item with fields comes as it stands, to be refused."""
    for item, parts in items.items() if isinstance(items, dict) else [("", items)]:
        if not isinstance(parts, dict):
            yield f"{file}.{item}", parts
            continue
        for field, languages in parts.items():
            yield f"{file}.{item}.{field}", languages


def _wrong(file: str, id: str, languages: object) -> list[EquitykitError]:
    if not isinstance(languages, dict):
        return [EquitykitError("words_shape", file=file, item=id)]
    for language in LANGUAGES:
        text = languages.get(language)
        if not isinstance(text, str) or not text.strip():
            return [EquitykitError("words_missing", file=file, item=id, language=language)]
    if set(languages) != set(LANGUAGES):
        return [EquitykitError("words_shape", file=file, item=id)]
    try:
        named = [{name for name, *_ in gaps(languages[language])} for language in LANGUAGES]
    except ValueError:
        return [EquitykitError("words_braces", file=file, item=id)]
    if named[0] != named[1]:
        differing = ", ".join(sorted(named[0] ^ named[1]))
        return [EquitykitError("words_gaps", file=file, item=id, gaps=differing)]
    return []


def _without_singular(texts: Texts) -> list[EquitykitError]:
    """Items that count need both a text for one and a text for more."""
    return [
        EquitykitError("words_singular", file=f"{id.split('.')[0]}.yml", item=id)
        for id in texts
        if id.endswith(".other") and id.removesuffix("other") + "one" not in texts
    ]
