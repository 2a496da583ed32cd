"""The meeting *Define*, held by the same twelve people on another day; see ``played_launch``."""

from played_launch import GIVEN_AWAY, PEOPLE, Play, ending

SAID = {
    "en": {
        "kept": "Nine of twelve families were reached; we told them what comes",
        "draft": "Draft {n}: every student gets what they need to belong and to learn",
        "reworded": "One draft: those who were kept out decide with us",
        "phrase": "We see potential in every student",
        "action": "Tutoring after school for those below the line",
        "money": "Reading licences for every classroom",
        "because": "It gives the same to all who are below",
        "more": "More of the same hours",
        "change": "Nobody asks why they are below",
        "definition": "Equity: the means follow the need until we stop seeing gaps by group",
        "difference": "One of us would say: until those who were kept out decide",
        "gap": "What students are owed comes before what they lack",
        "framing": "The figures differ by group, and we say so",
        "contact": "county counsel's office",
        "decision": "We put this definition on every page of the plan",
        "reason": "Twelve can work with it",
    },
    "es": {
        "kept": "Se habló con nueve de doce familias; les dijimos qué viene",
        "draft": "Borrador {n}: cada estudiante recibe lo que necesita para aprender",
        "reworded": "Un borrador: quienes quedaron fuera deciden con nosotros",
        "phrase": "Vemos potencial en cada estudiante",
        "action": "Tutorías después de clases para quienes están abajo",
        "money": "Licencias de lectura para cada salón",
        "because": "Da lo mismo a cada quien que está abajo",
        "more": "Más de las mismas horas",
        "change": "Nadie pregunta por qué están abajo",
        "definition": "Equidad: los medios siguen a la necesidad hasta cerrar las brechas",
        "difference": "Alguien diría: hasta que decidan quienes quedaron fuera",
        "gap": "Lo que se debe va antes que lo que falta",
        "framing": "Las cifras difieren por grupo, y lo decimos",
        "contact": "oficina jurídica del condado",
        "decision": "Ponemos esta definición en cada página del plan",
        "reason": "Doce personas pueden trabajar con ella",
    },
}


def says(play: Play, name: str, **values) -> str:
    return SAID[play.words.language][name].format(**values)


def define(play: Play) -> None:
    """All eight steps, and the end; the date is the one that was agreed on."""
    desk = play.desk
    desk.presses("leave_meeting")
    desk.sees("form[data-action=plan_meeting]")
    play.seen["planned for"] = desk.page.input_value("#plan-on")
    desk.plan("define")
    for step in (opening, drafts, sort_alone, reveal, placed, None, working_definition):
        if step:
            step(play)
        desk.goes_on()
    decision = desk.decides(says(play, "decision"), says(play, "reason"))
    play.seen["not entered"] = decision
    ending(play, next_in=42)


def opening(play: Play) -> None:
    """What was promised last time, and what came of it."""
    desk = play.desk
    play.seen["promised"] = play.reveals("trust.promised", play.says("promise"))
    desk.sends("trust.say", state="kept", why=says(play, "kept"))
    play.reveals("commitments.check_back", play.says("commitment"))
    play.reveals("agreements.poster", play.says("agreement"))


def drafts(play: Play) -> None:
    """Twelve drafts without a name; nothing of them is seen before they are read and shown."""
    desk = play.desk
    desk.sends("meaning.meaning_open", way="slips")
    for n in range(PEOPLE):
        text = f"{GIVEN_AWAY} {n}" if n == 7 else says(play, "draft", n=n)
        desk.sends("meaning.meaning_slip", draft=text)
    waits = play.words("rounds.screen.wait")
    play.seen["drafts before the reveal"] = play.reveals("meaning.drafts", waits)
    play.not_yet(says(play, "draft", n=2))
    desk.presses("meaning.meaning_read")
    form = desk.sees("form[data-action='meaning.meaning_reveal']")
    given = form.locator("textarea").evaluate_all(
        "(all, name) => all.find(each => each.value.includes(name)).name", GIVEN_AWAY
    )
    desk.sends("meaning.meaning_reveal", **{given: says(play, "reworded")})
    play.reveals("meaning.drafts", play.words("meaning.drafts.shares"))
    play.reveals("meaning.shared", play.words("meaning.shared.title"))


def sort_alone(play: Play) -> None:
    """Cards without labels and a phrase of the district; the paper slips are typed as a table."""
    desk = play.desk
    desk.sends("perspectives.phrase", **{play.words.language: says(play, "phrase")}, row="goal")
    desk.presses("perspectives.mix")
    desk.sends("perspectives.perspectives_open", way="grid")
    cells = desk.sees("form[data-action='perspectives.perspectives_grid']").locator("input")
    names = cells.evaluate_all("all => all.map(each => each.name)")
    counts = {"close": 7, "far": 3, "unsure": 2, "": 0}
    desk.sends(
        "perspectives.perspectives_grid", **{name: counts[name.split(".")[1]] for name in names}
    )
    wait = play.words("perspectives.labels.wait")
    play.seen["labels while sorting"] = play.reveals("perspectives.labels", wait)
    play.seen["dots while sorting"] = play.reveals(
        "perspectives.dots", play.words("rounds.screen.wait")
    )


def reveal(play: Play) -> None:
    """The dots together, then the labels."""
    desk = play.desk
    play.not_yet(says(play, "phrase"))
    desk.presses("perspectives.perspectives_reveal")
    remark = play.words("rounds.screen.note", count=str(PEOPLE))
    play.seen["dots"] = play.reveals("perspectives.dots", remark)
    desk.presses("perspectives.label")
    play.reveals("perspectives.labels", play.words("perspectives.labels.statement"))


def placed(play: Play) -> None:
    """A real action and a real budget line; what follows from one idea."""
    desk = play.desk
    because = {"row": "resources", "perspective": "liberal", "reason": says(play, "because")}
    desk.sends("perspectives.place", text=says(play, "action"), what="action", **because)
    desk.sends("perspectives.place", text=says(play, "money"), what="budget", **because)
    desk.sends("perspectives.place", amount="$140,000")
    follows = {name: says(play, name) for name in ("more", "change")}
    desk.sends("perspectives.consequence", "[data-value-perspective='liberal']", **follows)
    play.reveals("perspectives.placed", says(play, "money"))
    play.reveals("perspectives.compared", play.words("perspectives.compared.title"))
    play.reveals("perspectives.consequences", says(play, "change"))


def working_definition(play: Play) -> None:
    """The definition, a view that stays beside it, consent; the word for a gap; the framing."""
    desk = play.desk
    for language in ("en", "es"):
        text = SAID[language]["definition"]
        desk.fills(f"[data-field$='#{language}'][data-field^='definition']", text)
    desk.sends("meaning.differ", text=says(play, "difference"), agree=True)
    desk.sends("meaning.consent", can=PEOPLE, talk=0, cannot=0)
    play.reveals("meaning.definition", says(play, "definition"))
    play.reveals("meaning.differences", says(play, "difference"))
    desk.sends("gap_words.choose", word="opportunity", reason=says(play, "gap"))
    play.reveals("gap_words.chosen", says(play, "gap"))
    choice = {"choice": "conscious", "reason": says(play, "framing")}
    desk.sends("framing.choose", **choice, contact=says(play, "contact"))
    play.reveals("framing.chosen", says(play, "framing"))
