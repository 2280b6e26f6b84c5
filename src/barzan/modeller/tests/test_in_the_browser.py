"""The designer in a browser: drawn, put right, published, played; nothing for axe, nothing for the policy."""

from __future__ import annotations

from typing import Any

import pytest

from barzan.access import Role
from barzan.look.tests.browser import ROOT, axe, screenshot
from barzan.modeller.tests.world import make_definition
from barzan.people.tests.factories import PASSWORD, make_unit, make_user
from barzan.process.models import Version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUNDLE = ROOT / "src/barzan/look/static/look/dist/modeller.js"
# axe cannot judge the drawing of bpmn-js; the list of steps under it says the same in words.
WITHOUT_CANVAS = "() => document.querySelector('#canvas')?.remove()"


def sign_in(page: Any, base: str, unit: Any) -> list[str]:
    """Signs a secretary in; what the console says from then on, violations of the policy among it."""
    said: list[str] = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    user = make_user(Role.SECRETARY, unit)
    page.goto(f"{base}/account/login/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    return said


def select(page: Any, element: str) -> None:
    page.evaluate(
        """id => { const modeler = document.getElementById('canvas').modeler;
        modeler.get('selection').select(modeler.get('elementRegistry').get(id)); }""",
        element,
    )


def xml(page: Any) -> str:
    return str(
        page.evaluate("() => document.getElementById('canvas').modeler.saveXML().then((all) => all.xml)")
    )


@pytest.mark.skipif(not BUNDLE.exists(), reason="the designer's bundle is missing: npm ci && npm run build")
def test_a_process_is_drawn_put_right_published_and_played(live_server: Any, page: Any) -> None:
    unit = make_unit("office", name="دفتر نمونه")
    made = make_definition(unit, key="drawn")
    said = sign_in(page, live_server.url, unit)
    page.goto(f"{live_server.url}/staff/processes/drawn/draw/")
    page.wait_for_selector("#designer[data-ready]")
    assert page.is_visible(".bjs-powered-by")

    # A question loses the way that is taken otherwise: found on the element and in the list, and put right.
    select(page, "F_Approved_Refuse")
    page.uncheck("#p-default")
    page.wait_for_selector(".finding-mark-error")
    page.click(".finding-error button")
    assert "درگاه انحصاری" in page.inner_text(".panel-kind")
    screenshot(page, "modeller-finding")
    select(page, "F_Approved_Refuse")
    page.check("#p-default")
    page.wait_for_selector("#findings-summary[data-state=right]")

    # A task is appended after the last one by its pad, named and given a question and a deadline.
    select(page, "Tell")
    page.click('.djs-context-pad [data-action="append.append-task"]')
    page.fill("#p-name", "نظرسنجی از متقاضی")
    # Writing the name draws the panel again, perhaps just under the pointer.
    page.wait_for_function("document.querySelector('#p-name')?.value.startsWith('نظرسنجی')")
    if not page.locator("#part-fields[open]").count():
        page.click("#part-fields > summary")
    page.click("#p-field-add")
    page.fill("#p-field-0-title", "چه اندازه خرسند است؟")
    page.select_option("#p-field-0-type", "boolean")
    page.click("#part-deadline > summary")
    page.fill("#p-amount", "۵")
    page.press("#p-amount", "Tab")
    page.wait_for_selector("#p-deadline-counting")
    page.select_option("#p-deadline-counting", "working-days")
    page.keyboard.press("Escape")
    drawn = xml(page)
    assert '<barzan:field name="field_1" title="چه اندازه خرسند است؟" type="boolean" required="true"' in drawn
    assert '<barzan:deadline amount="P5D" counting="working-days"' in drawn
    page.focus("#canvas svg")
    page.keyboard.press("Control+z")
    assert 'counting="working-days"' not in xml(page)
    page.keyboard.press("Control+y")
    assert 'counting="working-days"' in xml(page)

    # It leads to the end as the others do, and the first way to the end goes.
    page.evaluate(
        """() => { const modeler = document.getElementById('canvas').modeler;
        const [modeling, registry] = [modeler.get('modeling'), modeler.get('elementRegistry')];
        const added = registry.get('Tell').outgoing.at(-1).target;
        modeling.removeConnection(registry.get('F_Tell_Done'));
        modeling.connect(added, registry.get('Done')); }"""
    )
    page.wait_for_selector("#save-state[data-state=saved]")
    page.wait_for_selector("#findings-summary[data-state=right]")
    screenshot(page, "modeller-drawn")
    page.evaluate(WITHOUT_CANVAS)
    assert axe(page) == []

    page.goto(f"{live_server.url}/staff/processes/drawn/publish/")
    page.fill("textarea[name=why]", "مصوبهٔ ۱۲")
    page.click("main .button-primary")
    version = Version.objects.get(definition=made)
    assert "نظرسنجی از متقاضی".encode() in bytes(version.xml)

    page.goto(f"{live_server.url}/staff/processes/drawn/play/?of=1")
    page.click("button[name=start]")
    page.click(".play-card .button-primary")
    for _ in ("complete", "approved"):
        page.check(".play-card input[value=true]")
        page.click(".play-card .button-primary")
    page.click(".play-card .button-primary")
    assert "نظرسنجی از متقاضی" in page.inner_text(".play-card")
    page.check(".play-card input[value=true]")
    page.click(".play-card .button-primary")
    assert "فرایند پایان یافت" in page.inner_text("#board")
    assert said == []


WIDE = {
    "list": "",
    "new": "new/",
    "definition": "shown/",
    "picture": "shown/picture/",
    "publish": "other/publish/",
    "compare": "shown/compare/?old=1&new=1",
    "play": "other/play/?of=draft&explore=yes",
}
NARROW = {name: WIDE[name] for name in ("list", "definition", "play")} | {"draw": "other/draw/"}


def test_axe_finds_nothing_and_nothing_scrolls_sideways(live_server: Any, page: Any) -> None:
    unit = make_unit("office", name="دفتر نمونه")
    make_definition(unit, key="shown", published=True)
    make_definition(unit, key="other")
    said = sign_in(page, live_server.url, unit)
    for width, prefix, scheme, pages in ((1280, "", "light", WIDE), (390, "/en", "dark", NARROW)):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        for name, path in pages.items():
            page.goto(f"{live_server.url}{prefix}/staff/processes/{path}")
            said += [f"{name} {width}: {violation}" for violation in axe(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                said.append(f"{name} scrolls sideways at {width}")
    page.goto(f"{live_server.url}/staff/processes/other/play/?of=draft")
    page.click("button[name=start]")
    page.click(".play-card .button-primary")
    said += [f"a move: {violation}" for violation in axe(page)]
    assert said == []
