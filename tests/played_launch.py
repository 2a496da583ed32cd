"""The meeting *Launch*, held by twelve people in two windows, in the language of the room.

Each function is one step of the agenda, as a facilitator runs it; what a test wants to ask about
later is put into ``play.seen``.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

from browser import keep_picture
from meeting import Desk, Place, Wall

from equitykit.content.texts import Words

PEOPLE = 12
TODAY = date.today()
# words that somebody wrote without a name and that give a person away: never in the room
GIVEN_AWAY = "Quillfeather"
SECRET = "Zitronenfalter"

SAID = {
    "en": {
        "commitment": "Six mornings until June, with substitutes paid",
        "open": "Which bus times we test in spring",
        "decided": "The bell schedule of this year",
        "heard": "Ask those who work at night first",
        "agreement": "We stop when a bus has to be caught",
        "need": "An evening date and a ride home",
        "owner": "parent liaison, seat 5",
        "hope": "Hope {n}: that somebody rides the bus with us",
        "worry": "Worry {n}: that nothing changes by June",
        "reworded": "One person said that we are too slow",
        "answer": "We look at the first worry in January",
        "decision": "We test the later bus for ten days",
        "reason": "The lines of the room ask for it",
        "question": "Which bus do we test?",
        "absent": "families who work at night",
        "task": "Print the slips in both languages",
        "promise": "Call the twelve families of the night shift",
    },
    "es": {
        "commitment": "Seis mañanas hasta junio, con suplentes pagados",
        "open": "Qué horarios de autobús probamos en primavera",
        "decided": "El horario de clases de este año",
        "heard": "Pregunten primero a quienes trabajan de noche",
        "agreement": "Paramos cuando alguien tiene que alcanzar el autobús",
        "need": "Una fecha por la tarde y transporte a casa",
        "owner": "enlace con familias, asiento 5",
        "hope": "Esperanza {n}: que alguien viaje con nosotros",
        "worry": "Preocupación {n}: que nada cambie antes de junio",
        "reworded": "Una persona dijo que vamos muy despacio",
        "answer": "Veremos la primera preocupación en enero",
        "decision": "Probamos el autobús más tarde por diez días",
        "reason": "Lo piden las líneas de la sala",
        "question": "¿Qué autobús probamos?",
        "absent": "familias que trabajan de noche",
        "task": "Imprimir las papeletas en los dos idiomas",
        "promise": "Llamar a las doce familias del turno de noche",
    },
}


@dataclass
class Play:
    """A room, its record, the language that is spoken, and what was seen."""

    place: Place
    wall: Wall
    desk: Desk
    words: Words
    seen: dict[str, object] = field(default_factory=dict)
    beyond: list[str] = field(default_factory=list)
    too_early: list[str] = field(default_factory=list)

    def says(self, name: str, **values) -> str:
        return SAID[self.words.language][name].format(**values)

    def reveals(self, thing: str, text: str) -> str:
        """Show a screen to the room, look whether it lies within the page; return its text."""
        if not self.desk.button("hide", thing=thing).count():
            self.desk.shows(thing)
        self.wall.page.wait_for_function(
            "text => document.querySelector('[data-room]').innerText.includes(text)",
            arg=text, polling=50,
        )  # fmt: skip
        self.beyond += [f"{thing}: {each}" for each in self.wall.page.evaluate(BEYOND)]
        keep_picture(self.wall.page, f"played_{thing}_{self.words.language}", whole=False)
        return self.wall.text

    def not_yet(self, *texts: str) -> None:
        """Note each of `texts` that the wall was sent before it was revealed."""
        sent = "\n".join(self.wall.frames)
        for text in texts:
            # a frame is JSON, of an HTML page
            self.too_early += [text] * (text in sent or json.dumps(text)[1:-1] in sent)

    def on(self, days: int) -> str:
        return (TODAY + timedelta(days=days)).isoformat()

    def refusal(self, id: str, **values) -> str:
        return self.words(f"errors.{id}.text", **values)


# what of the wall lies outside of the window
BEYOND = """() => [...document.querySelectorAll('[data-room] *')].filter(each => {
  const box = each.getBoundingClientRect();
  return each.innerText && box.width > 0 && !each.closest('.unseen')
    && !each.closest('.room-figure :is(.notes, details, .source, .scroll)')
    && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1);
}).map(each => each.outerHTML.slice(0, 120))"""


def launch(play: Play) -> None:
    """All nine steps, and the end."""
    play.desk.plan("launch", people=str(PEOPLE))
    play.desk.goes_on()
    sponsor(play)
    for _ in range(2):
        play.desk.goes_on()
    agreements(play)
    play.desk.goes_on()
    table(play)
    play.desk.goes_on()
    skipped_pause(play)
    play.desk.goes_on()
    hopes(play)
    play.desk.goes_on()
    decisions(play)
    play.desk.goes_on()
    pulse(play)
    ending(play)


def sponsor(play: Play) -> None:
    """A commitment with its date; two items, of which the decided one is asked about by nobody."""
    desk, own = play.desk, f"#{play.words.language}"
    made = desk.begins("commitments.add", f"[data-field^='commitment/'][data-field$='{own}']")
    desk.fills(f"[data-field='{made}{own}']", play.says("commitment"))
    desk.page.check(f"[data-field='{made}#provides'] input[value=hours]")
    desk.fills(f"[data-field='{made}#by']", play.on(30))
    play.reveals("commitments.opening", play.says("commitment"))

    items = {}
    for mark in ("open", "decided"):
        item = desk.begins("rights.add_item", f"[data-field^='item/'][data-field$='{own}']")
        desk.fills(f"[data-field='{item}{own}']", play.says(mark))
        desk.page.select_option(f"[data-field='{item}#mark']", mark)
        desk.is_saved()
        items[mark] = item
    desk.presses("rights.ask", subject=items["decided"])
    refused = play.refusal("input_on_decided", item=play.says("decided"))
    desk.sees(".live-refused", has_text=refused)
    play.seen["wall when refused"] = play.wall.text
    pressed = desk.presses("rights.ask", subject=items["open"])
    play.wall.shows("card", play.says("open"), since=pressed)
    desk.sends("rights.input", f"[data-value-subject='{items['open']}']", text=play.says("heard"))
    play.seen["open item"] = items["open"]


def agreements(play: Play) -> None:
    """Two starters and an own line; a count of more hands than people is refused, then right."""
    desk, own = play.desk, f"#{play.words.language}"
    for starter in ("ag3", "ag7"):
        desk.presses("agreements.take", starter=starter)
        desk.button("agreements.take", starter=starter).wait_for(state="detached")
    line = desk.begins("agreements.add", f"[data-field^='agreement/'][data-field$='{own}']")
    desk.fills(f"[data-field='{line}{own}']", play.says("agreement"))
    play.reveals("agreements.poster", play.says("agreement"))
    where = f"[data-value-subject='{line}']"
    play.seen["too many hands"] = desk.sends(
        "agreements.consent", where, can=PEOPLE, talk=2, cannot=0
    )
    typed = desk.page.locator(f"form{where} [name=can]").input_value()
    play.seen["typed after it was refused"] = typed
    desk.sends("agreements.consent", where, talk=0)
    for other in (1, 2):
        form = "form[data-action='agreements.consent']"
        desk.sends("agreements.consent", "", can=PEOPLE, talk=0, cannot=0)
        desk.page.wait_for_function(
            "([form, left]) => document.querySelectorAll(form).length === left",
            arg=[form, 2 - other], polling=50,
        )  # fmt: skip


def table(play: Play) -> None:
    """Who is touched, who is here, who is missing and invited; one item should wait for them."""
    desk = play.desk
    rows = {}
    for role in ("student", "family", "teacher"):
        pressed = f"[data-field^='touched/'][data-field$='#{play.words.language}']"
        rows[role] = desk.begins("table.take", pressed, role=role)
    here = {f"here_{rows[role].partition('/')[2]}": count
            for role, count in (("student", 3), ("family", 0), ("teacher", 9))}  # fmt: skip
    desk.sends("table.count", **here)
    family = f"[data-field$='/table/{rows['family'].partition('/')[2]}"
    desk.sees(f"{family}#barriers']").locator("input").first.check()
    desk.fills(f"{family}#need']", play.says("need"))
    made = desk.begins(
        "table.invite", "[data-field^='invitation/'][data-field$='#text']", subject=rows["family"]
    )
    desk.fills(f"[data-field='{made}#owner']", play.says("owner"))
    desk.fills(f"[data-field='{made}#by']", play.on(14))
    nobody = play.words("table.stand.nobody")
    play.seen["table map"] = play.reveals("table.map", nobody)

    touches = desk.sees(f"[data-field='{play.seen['open item']}/touches#touches']")
    touches.locator(f"input[value='{rows['family']}']").check()
    desk.is_saved()
    where = f"[data-value-subject='{play.seen['open item']}']"
    desk.sends("table.choose", where, choice="marked", again=play.on(20))
    play.reveals("table.wait", play.says("open"))


def skipped_pause(play: Play) -> None:
    """The pause that the agenda has is skipped, with its reason."""
    play.desk.sees(".offer .pause-skip summary").click()
    play.desk.presses("pause_skip", reason="just_done")
    play.desk.sees("[data-action=pause_start]")


def hopes(play: Play) -> None:
    """Twelve slips are typed in; one gives a person away and is reworded before all are shown."""
    desk = play.desk
    desk.sends("hopes.hopes_open", way="slips")
    for n in range(PEOPLE):
        worry = f"{GIVEN_AWAY} {n}" if n == 4 else play.says("worry", n=n)
        desk.sends("hopes.hopes_slip", hope=play.says("hope", n=n), worry=worry)
    before = play.reveals("hopes.worries", play.words("rounds.screen.wait"))
    play.seen["worries before the reveal"] = before
    play.not_yet(play.says("hope", n=2), play.says("worry", n=2))
    desk.presses("hopes.hopes_read")
    form = desk.sees("form[data-action='hopes.hopes_reveal']")
    given = form.locator("textarea").evaluate_all(
        "(all, name) => all.find(each => each.value.includes(name)).name", GIVEN_AWAY
    )
    desk.sends("hopes.hopes_reveal", **{given: play.says("reworded")})
    play.reveals("hopes.hopes", play.words("hopes.asked.hope"))
    play.reveals("hopes.worries", play.words("hopes.asked.worry"))
    desk.fills("[data-field^='hopes/'][data-field$='#open']", play.says("answer"))


def decisions(play: Play) -> None:
    """A decision about a group that is not here, a task with its hours, a promise."""
    desk = play.desk
    decision = desk.decides(play.says("decision"), play.says("reason"))
    group = desk.sees(f"[data-field='{decision}#groups']").locator("input").first
    group.check()
    desk.is_saved()
    for name in ("absent", "question"):
        desk.fills(f"[data-field='{decision}#{name}']", play.says(name))
    desk.fills(f"[data-field='{decision}#decided_by']", play.says("owner"))
    where = f"[data-value-subject='{decision}']"
    counts = {"present_student": 3, "present_teacher": 9}
    play.seen["no day to return"] = desk.sends("rights.settle", where, how="consensus", **counts)
    desk.sends("rights.settle", where, reopen_on=play.on(90))
    play.seen["register"] = play.reveals("rights.register", play.says("decision"))
    play.seen["no hours"] = desk.sends(
        "labour.add", ":not([data-value-keeps])", text=play.says("task"), job="parent",
        hours="some", paid="unpaid",
    )  # fmt: skip
    desk.sends("labour.add", ":not([data-value-keeps])", hours="3")
    desk.promises(play.says("promise"), to=play.says("absent"), by=play.on(10))


def pulse(play: Play) -> None:
    """The laptop goes round under its cover: three people first, who are shown nothing; then all.

    Nothing else is reached by a key, and a refresh keeps the cover.
    """
    desk = play.desk
    desk.sends("pulse.pulse_open", moment="end", way="laptop")
    desk.sees("dialog[data-alone]:modal")
    play.seen["empty slip"] = desk.sends("pulse.pulse_slip")
    play.seen["reached by Tab"] = reached_by_tab(desk)
    desk.page.reload()
    desk.comes_covered()
    play.seen["wall under the cover"] = play.wall.screen
    slips(play, 3)
    play.seen["long slip"] = desk.sends("pulse.pulse_slip", more=SECRET * 400)
    desk.presses("pulse.pulse_blank")
    empty = "!document.querySelector('dialog[data-alone] textarea').value"
    desk.page.wait_for_function(empty, polling=50)
    desk.page.fill("dialog[data-alone] textarea", SECRET)
    keep_picture(desk.page, f"played_cover_{play.words.language}", whole=False)
    takes_back(play)
    play.seen["desk after the refused slip"] = desk.page.inner_text("body")
    desk.presses("pulse.pulse_reveal")
    play.seen["three answers"] = play.reveals("pulse.spread", play.words("rounds.screen.few"))

    play.not_yet(play.words("pulse.item.p1"), play.words("pulse.answer.a5"))
    desk.sends("pulse.pulse_open", moment="end", way="laptop")
    desk.sees("dialog[data-alone]:modal")
    slips(play, PEOPLE, more=SECRET)
    takes_back(play)
    play.not_yet(play.words("pulse.item.p1"))
    desk.presses("pulse.pulse_read")
    form = desk.sees("form[data-action='pulse.pulse_reveal']")
    desk.sends("pulse.pulse_reveal", **{form.locator("textarea").get_attribute("name"): ""})
    play.seen["spread"] = play.reveals("pulse.spread", play.words("pulse.item.p1"))


def slips(play: Play, people: int, *, more: str = "") -> None:
    for n in range(people):
        play.desk.sends(
            "pulse.pulse_slip",
            p1=f"a{2 + n % 4}",
            p2="a4",
            p3="a1",
            **({"more": more} if more and n == 1 else {}),
        )


def takes_back(play: Play) -> None:
    play.desk.presses("pulse.pulse_keep")
    play.desk.page.locator("dialog[data-alone]").wait_for(state="detached")


def reached_by_tab(desk: Desk) -> list[str]:
    """What of the page behind the cover has the focus while somebody presses Tab."""
    found = []
    for _ in range(30):
        desk.page.keyboard.press("Tab")
        found.append(
            desk.page.evaluate(
                """() => {
                  const at = document.activeElement;
                  return at === document.body || at.closest('dialog[data-alone]') ? ''
                    : at.outerHTML.slice(0, 80);
                }"""
            )
        )
    return [each for each in found if each]


def ending(play: Play, *, next_in: int = 21) -> None:
    """The next date, so many days from now, and the end."""
    desk = play.desk
    desk.fills("[data-field$='/next#on']", play.on(next_in))
    desk.presses("end_meeting")
    desk.sees("#end-title", has_text=play.words("today.closing.ended"))
    play.seen.setdefault("told at the end", []).append(
        desk.page.locator(".end li").all_inner_texts()
    )
    keep_picture(desk.page, f"played_end_{play.words.language}")
