"""The first page, readable alone: the question, the answer, six figures, what is lacking."""

from __future__ import annotations

import language
from reports import headline, requirements
from reports.headline import Card
from reports.interval import Interval, spread, value_of
from reports.lacking import answer as answered
from reports.material import Material
from reports.paper import Card as Told
from reports.paper import FirstPage
from reports.parts import typeset
from reports.wording import difference_ranged, drawn_times, labelled, reads_as_nothing, said, titled


def first_page(material: Material, lang: str) -> FirstPage:
    """The first page of a report."""
    _ = language.text(lang)
    programme, month = material.programme, material.found.month

    def in_month(outcome: str) -> Interval:
        return material.drawn.month(outcome, month)

    answer = headline.sentences(material.found, material.value, in_month, material.chance, lang)
    six = headline.six(programme, material.value, material.against, lang)
    notes = [
        _("Figures of {year}: mean of {draws} and, in brackets, the interval that holds 90% of them; what is lacking "
          "without brackets, and officers, the plan decides. What is not "
          "modelled is not in it.").format(year=material.period, draws=drawn_times(material.draws, lang))
    ]  # fmt: skip
    if material.other is not None:
        notes.append(
            _("Differences are against “{name}” ({year}), in euros of its own years.").format(
                name=titled(material.other.programme, lang), year=material.other_period
            )
        )
    defined = (
        labelled(said(known.label, lang), said(known.formula, lang), lang)
        for known in (programme.indicators[card.indicator] for card in six)
    )
    notes.append(_("The six figures. {definitions}").format(definitions=" ".join(defined)))
    notes.insert(0, requirements.gaps(lang))
    question = said(programme.question, lang)
    cards = tuple(_card(material, card, lang) for card in six)
    missing = _("What is lacking in {year}").format(year=material.period)
    told = FirstPage(
        titled(programme, lang), question, answer, cards, missing, tuple(lacking(material, lang)), tuple(notes)
    )
    return typeset(told, lang)


def _card(material: Material, card: Card, lang: str) -> Told:
    _, known = language.text(lang), material.programme.indicators[card.indicator]
    more, value = list(card.more), card.value
    if card.against is not None and card.against.value == card.against.value:
        differs = difference_ranged(*card.against, known.unit, lang)
        more.append(_("{difference} against the reference").format(difference=differs))
    between = spread(value, known.unit, lang)
    between = between and _("90%: {ends}").format(ends=between)
    return said(known.label, lang), value_of(value, known.unit, lang), between, tuple(more)


def lacking(material: Material, lang: str) -> list[str]:
    """What is not there in the year of the answer, item by item; what nobody knows is named too."""
    _ = language.text(lang)
    rows = requirements.of_year(material.requirements, material.period, "programme", "")
    missing, unknown = [], []
    searched = [] if material.verdict is None else [answered(material.verdict, lang)]
    for row in rows.to_dict("records"):
        label, need, have, gap, basis = requirements.written({str(k): v for k, v in row.items()}, lang, "{} [{}]")
        if row["gap"] != row["gap"]:
            unknown.append(label)
        elif not reads_as_nothing(gap) and row["item"] != "people":  # these are in the answer, drawn
            told = _("{item}: {gap} lacking ({need} needed, {have} there; known: {basis})")
            if gap == need:
                told = _("{item}: {gap} lacking, all that is needed (known: {basis})")
            missing.append(told.format(item=label, gap=gap, need=need, have=have, basis=basis))
    if not missing:
        missing.append(_("Nothing is lacking in {year} that the planner counts.").format(year=material.period))
    if unknown:
        missing.append(_("Not known how much is there: {items}.").format(items=", ".join(unknown)))
    if material.verdict is None:
        missing.append(
            _(
                "Which limit binds, and what would lift it, is not in this report: the page Roll-out and the command "
                "“requirements” search for it."
            )
        )
    return [*searched, *missing]
