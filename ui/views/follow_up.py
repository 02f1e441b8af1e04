"""Follow-up: what happened against the plan, what the drift points to, and the plan from today."""

from __future__ import annotations

import streamlit as st

from language.terms import term
from model.follow_up import FollowUp
from model.replan import Replan
from model.schema.fault import InputFaults
from reports import follow_up as told
from reports.wording import titled
from ui import cached, catalogues, files, following, job, state, widgets
from ui.following import Following


def page() -> None:
    """The page: the file, then what it says."""
    _, lang = state.words(), state.lang()
    st.title(_("Follow-up"))
    programme = cached.result(state.reference(), state.settings()).programme
    st.header(titled(programme, lang))
    st.markdown(
        _("What happened, month by month and workshop by workshop, against the 90% interval of the plan: how far off "
          "the forecast was, which assumption that points to, and what the best plan from today would be.")
    )  # fmt: skip
    files.offer(
        _("Download a table to fill in (CSV)"), catalogues.template(programme),
        f"{programme.id.replace('@', '-')}-actuals.csv", "text/csv", "actuals-template",
        _("A row for each month and workshop of the scenario, its cells to be filled in."), files.ARROW,
    )  # fmt: skip
    file = st.file_uploader(
        _("What happened (CSV)"), type=["csv"], key="actuals",
        help=_("One row for a month and a workshop; columns may be left out, cells may be empty. Comma or semicolon."),
    )  # fmt: skip
    if file is None:
        st.info(_("No file yet: fill in the table above and bring it here. It stays with you and is kept nowhere."))
        return
    try:
        found = following.following(state.reference(), state.settings(), file.name, file.getvalue())
    except InputFaults as faults:
        widgets.wrong(_("Nothing was compared, as something in the file is not right:"), faults.faults)
        return
    if found.compared.result is None:
        job.follow(found.compared, _("Compare with the plan"), _("Some seconds: the draws of the plan."), "compare")
        return
    _compared(found.compared.result)
    _from_today(found)


def _compared(found: FollowUp) -> None:
    """Drift, errors, what they point to, and the tables as files."""
    _, lang = state.words(), state.lang()
    st.html(f'<p class="es-answer">{told.sentence(found, lang)}</p>')
    pair = widgets.side_by_side()
    with pair.container():
        st.subheader(_("Month by month"))
        prisons = {p.id: p.name for p in found.programme.prisons.values()}
        options = told.told(found)
        prison, indicator = widgets.choice(
            "followed", options, next((one for one in options if one[1] == "at_work"), options[0]),
            _("Prison and indicator"),
            _("What was told of it, and what the plan foretold."),
            lambda one: f"{prisons[one[0]]} – {term('column', one[1], lang)}",
        )  # fmt: skip
        rows = found.drift[(found.drift["prison"] == prison) & (found.drift["indicator"] == indicator)]
        alt = _("{name}: what happened, the forecast and its 90% band, over {n} months.").format(
            name=f"{prisons[prison]} – {term('column', indicator, lang)}", n=len(rows)
        )
        drawing = told.drawing(found, prison, indicator, lang, state.dark())
        widgets.figure(drawing, alt, rows, "drift", {c: term("column", c, lang) for c in rows.columns})
    with pair.container():
        st.subheader(_("What the drift points to"))
        points = told.pointed(found, lang)
        if points:
            st.markdown("\n".join(f"- {widgets.plain(line)}" for line in points))
            st.caption(
                _(
                    "Each input moved alone; inputs that move the same outcomes alike cannot be told apart. Distance: "
                    "mean square of what happened less the forecast, in standard deviations of the draws; chance alone "
                    "gives about 1."
                )
            )
        else:
            st.markdown(_("To no single assumption: none of them, moved alone, comes nearer to what happened."))
    table = told.errors(found, lang)
    widgets.html_table(table.rows, table.head, caption=table.caption)
    st.caption(told.few_people(lang))
    with st.container(horizontal=True):
        for name, frame, label in (
            ("drift", found.drift, _("Month by month (CSV)")),
            ("accuracy", found.accuracy, _("Errors (CSV)")),
            ("pointing", found.pointing, _("What the drift points to (CSV)")),
        ):
            widgets.download(frame, f"{found.programme.id.replace('@', '-')}-{name}", f"{name}-csv", label)


def _from_today(found: Following) -> None:
    """The plan from today: as it was, then searched anew."""
    _, lang = state.words(), state.lang()
    st.header(_("The plan from today"))
    if found.today.as_planned is None:
        st.info(told.nothing_left(found.today.to_plan is not None, lang))
    else:
        st.markdown(
            _("From the month after the last one told: what was told to be open stands with its seats. The rest stays "
              "as planned, or is searched for anew under the same limits and targets.")
        )  # fmt: skip
        files.offer(
            _("The scenario from today, as planned (YAML)"), found.today.as_planned, "replanned.yaml",
            "application/yaml", "replanned-yaml", _("A scenario to be kept, sent, or brought back in Sources."),
            files.ARROW,
        )  # fmt: skip
    if found.today.to_plan is None:
        return
    if found.replanned.result is None:
        hint = _("Up to a minute; a stop keeps the best plan found until then.")
        job.follow(found.replanned, _("Search for the best plan from today"), hint, "replan")
        return
    _anew(found, found.replanned.result)


def _anew(found: Following, plan: Replan) -> None:
    """What the plan found changes."""
    _, lang = state.words(), state.lang()
    if found.replanned.cut_short:
        st.caption(_("Stopped before its end: the best plan found until then."))
        st.button(
            _("Search again"), key="replan-anew", icon=":material/play_arrow:",
            on_click=lambda: found.replanned.start(state.visitor(), anew=True),
        )  # fmt: skip
    st.markdown(f"**{widgets.plain(told.changed(plan.moved, lang))}**")
    st.markdown(widgets.plain(told.seats(plan.before, plan.after, plan.people, lang)))
    table = told.changes(found.programme, plan.moved, lang)
    if table.rows:
        widgets.html_table(table.rows, table.head, caption=table.caption, words=table.words)
    with st.container(horizontal=True):
        widgets.download(plan.moved, f"{found.programme.id.replace('@', '-')}-changes", "changes-csv")
        files.offer(
            _("The scenario from today, planned anew (YAML)"), found.today.planned(plan.after), "optimised.yaml",
            "application/yaml", "optimised-yaml", _("A scenario to be kept, sent, or brought back in Sources."),
            files.ARROW,
        )  # fmt: skip


widgets.run(page)
