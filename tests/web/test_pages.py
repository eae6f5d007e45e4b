"""Every page, drawn without a browser: what it shows, what its buttons do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from quizgen import study
from quizgen.model.quiz import Answer, Mode, RunKind, RunOptions
from quizgen.store import Store
from quizgen.web.views import PAGES
from tests.web import shelf
from tests.web.conftest import NOW, Open

MODES: tuple[Mode, ...] = ("typed", "choice", "truefalse", "order", "match", "recite", "flip")


def text_of(app: AppTest) -> str:
    """All HTML and Markdown on the page, in one string."""
    return " ".join(str(one.body if hasattr(one, "body") else one.value) for one in [*app.get("html"), *app.markdown])


def begin(store: Store, who: int, kind: RunKind = "cram", **options: object) -> str:
    return study.start(store, who, kind, RunOptions.model_validate(options), now=datetime.now(UTC), seed=7)


@pytest.mark.parametrize("page", [row.name if k else "" for k, row in enumerate(PAGES)])
def test_every_page_can_be_drawn(page: str, who: int, visit: Open) -> None:
    app = visit(page)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("page", [row.name if k else "" for k, row in enumerate(PAGES)])
def test_every_page_can_be_drawn_without_a_deck(page: str, store: Store, visit: Open) -> None:
    study.create_profile(store, "Lin", now=NOW)
    app = visit(page)
    assert not app.exception
    assert not app.error


def test_a_first_visit_makes_a_profile(store: Store, visit: Open) -> None:
    assert not visit().exception
    assert [one.name for one in study.profiles(store)] == ["Me"]


@pytest.mark.parametrize("mode", MODES)
def test_a_question_of_every_mode_is_drawn_answered_and_left(mode: Mode, store: Store, who: int, visit: Open) -> None:
    token = begin(store, who, modes=(mode,), limit=3)
    app = visit("run", run=token)
    assert not app.exception
    app.get_by_key(f"main-show-{token}-0" if mode == "flip" else f"giveup-{token}-0").click().run()
    at = study.current(store, who, token, now=datetime.now(UTC))
    assert (at.phase, at.position) == ("shown", 0)
    app.get_by_key(f"main-go-{token}-0").click().run()
    assert study.current(store, who, token, now=datetime.now(UTC)).position == 1
    assert not app.exception


def test_a_typed_answer_is_graded_and_kept_once(store: Store, who: int, visit: Open) -> None:
    token = begin(store, who, modes=("typed",), limit=2)
    at = study.current(store, who, token, now=NOW)
    assert at.question
    app = visit("run", run=token)
    app.text_input[0].input(at.question.expected[0].text)
    app.get_by_key(f"main-typed-{token}-0").click().run()
    shown = study.current(store, who, token, now=NOW)
    assert shown.verdict
    assert shown.verdict.grade == "right"
    assert "qz-right" in text_of(app)


def test_picks_stand_in_the_address(store: Store, who: int, visit: Open) -> None:
    token = begin(store, who, modes=("order",), limit=1)
    app = visit("run", run=token, pick="0:2.0")
    app.get_by_key(f"back-{token}-0").click().run()
    assert app.query_params["pick"] == "0:2"


@pytest.mark.parametrize("pick", ["0:9", "0:1.1", "1:0", "x", "0:-1", "0:②"])
def test_nonsense_in_the_address_picks_nothing(pick: str, store: Store, who: int, visit: Open) -> None:
    token = begin(store, who, modes=("order",), limit=1)
    app = visit("run", run=token, pick=pick)
    assert not app.exception
    assert not [button for button in app.button if button.key.startswith("back-")]


def test_a_run_of_somebody_else_is_not_shown(store: Store, who: int, visit: Open) -> None:
    other = study.create_profile(store, "Bo", now=NOW)
    token = begin(store, who, modes=("typed",), limit=2)
    app = visit("run", profile=other.id, run=token)
    assert app.info
    assert not app.text_input


def test_an_exam_asks_in_all_the_ways_chosen(store: Store, who: int) -> None:
    token = begin(store, who, "exam", modes=("typed", "choice", "truefalse"), limit=15, minutes=5)
    asked = []
    for position in range(15):
        at = study.current(store, who, token, now=NOW)
        assert at.question
        asked.append(at.question.mode)
        study.answer(store, who, token, position, Answer(), now=NOW)
    assert {"typed", "choice", "truefalse"} <= set(asked)


def test_the_result_sheet_tells_what_to_look_at_again(store: Store, who: int, visit: Open) -> None:
    token = begin(store, who, "exam", modes=("typed",), limit=3, minutes=5)
    app = visit("run", run=token)
    app.text_input[0].input("毫不相干")
    app.get_by_key(f"main-typed-{token}-0").click().run()
    app.get_by_key("stop").click().run()
    assert "2 questions are not answered" in text_of(app)
    app.get_by_key("not-yet").click().run()
    app.get_by_key("stop").click().run()
    app.get_by_key("end").click().run()
    assert app.title[0].value == "Result"
    assert "<dd>2</dd>" in text_of(app)
    assert "毫不相干" in text_of(app)
    assert [one.label for one in app.expander] == ["To look at again (2)"]


def test_a_deck_is_renamed_archived_deleted_and_brought_back(store: Store, who: int, visit: Open) -> None:
    app = visit("decks")
    app.get_by_key("rename-1").click().run()
    app.text_input[0].input("图书角")
    app.get_by_key("save-title-1").click().run()
    assert [row.title for row in study.decks(store, who, now=NOW)] == ["图书角"]
    app.get_by_key("archive-1").click().run()
    assert not study.decks(store, who, now=NOW)
    app.get_by_key("archive-1").click().run()
    app.get_by_key("delete-1").click().run()
    assert not study.decks(store, who, now=NOW)
    app.get_by_key("undo-delete").click().run()
    assert [row.title for row in study.decks(store, who, now=NOW)] == ["图书角"]
    assert not app.exception


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "-1", "x", "²", ""])
@pytest.mark.parametrize(
    ("page", "name"), [("cards", "at"), ("documents", "deck"), ("cards", "deck"), ("decks", "deck")]
)
def test_nonsense_in_the_address_breaks_no_page(page: str, name: str, number: str, who: int, visit: Open) -> None:
    assert not visit(page, **{name: number}).exception


def test_nonsense_in_the_picks_of_the_address_is_no_pick(store: Store, who: int, visit: Open) -> None:
    token = begin(store, who, "cram", modes=("match",), limit=1)
    for picks in ("0:" + "9" * 5000, "0:0.0", "0:-1", "x", ":"):
        app = visit("run", run=token, pick=picks)
        assert not app.exception
        assert 'class="qz-items qz-picked"' not in text_of(app)


@pytest.mark.parametrize(
    ("page", "button"),
    [
        ("decks", "archive-1"),
        ("cards", "do-A-note-三个坚持"),
        ("cards", "do-M-note-三个坚持"),
        ("cards", "undo-1"),
    ],
)
def test_a_deck_that_went_away_in_another_tab_is_told_in_a_sentence(
    page: str, button: str, store: Store, who: int, visit: Open
) -> None:
    study.add_deck(store, who, shelf.deck(), [shelf.paper()], now=NOW)
    app = visit(page, deck="1")
    study.delete_deck(store, who, 1, now=NOW)
    app.get_by_key(button).click().run()
    assert not app.exception
    assert len(app.error) + len(app.info) == 1


def test_a_run_of_a_profile_that_went_away_is_told_in_a_sentence(store: Store, who: int, visit: Open) -> None:
    study.create_profile(store, "Bo", now=NOW)
    app = visit("run", profile=who, run=begin(store, who, "cram", modes=("typed",), limit=3))
    app.text_input[0].input("毫不相干")
    study.delete_profile(store, who)
    next(button for button in app.button if button.label == "Check").click().run()
    assert not app.exception
    assert app.error or app.info


def test_the_language_is_switched(store: Store, who: int, visit: Open) -> None:
    app = visit("settings")
    assert app.title[0].value == "Settings"
    app.get_by_key(f"language-{who}").set_value("zh_CN").run()
    assert app.title[0].value == "设置"
    assert study.settings(store, who).language == "zh"


def test_wishes_are_kept(store: Store, who: int, visit: Open) -> None:
    app = visit("settings")
    app.slider[0].set_value(85)
    app.number_input[0].set_value(7)
    next(button for button in app.button if button.label == "Save").click().run()
    kept = study.settings(store, who)
    assert (kept.desired_retention, kept.new_per_day) == (0.85, 7)
    assert app.success


def test_profiles_are_added_chosen_and_deleted(store: Store, who: int, visit: Open) -> None:
    app = visit("settings")
    app.get_by_key("new-profile-name").input("Bo")
    next(button for button in app.button if button.label == "Add").click().run()
    assert [one.name for one in study.profiles(store)] == ["Lin", "Bo"]
    assert app.selectbox[-1].value != who
    app.get_by_key("sure").check().run()
    app.get_by_key("delete-profile").click().run()
    assert [one.name for one in study.profiles(store)] == ["Lin"]
    assert not app.exception
