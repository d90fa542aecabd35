"""The gallery in a real browser: accessible, whole at every width, by keyboard, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_wrong(
    open_gallery: Callable[..., Any], scheme: str, viewport: dict[str, int]
) -> None:
    with open_gallery(viewport=viewport, color_scheme=scheme) as page:
        found = Axe().run(page, options=WCAG)

    said = [
        f"{violation['id']}: {violation['nodes'][0]['html']}"
        for violation in found.response["violations"]
    ]
    assert said == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out_sideways(open_gallery: Callable[..., Any], width: int) -> None:
    with open_gallery(viewport={"width": width, "height": 800}) as page:
        needed = page.evaluate("document.documentElement.scrollWidth")

    assert needed <= width


def test_the_browser_has_nothing_to_complain_about(open_gallery: Callable[..., Any]) -> None:
    with open_gallery(viewport=DESK) as page:
        page.wait_for_load_state("networkidle")

        assert page.complaints == []


def test_a_partners_accent_passes_the_content_security_policy(
    open_gallery: Callable[..., Any],
) -> None:
    with open_gallery(viewport=DESK) as page:
        page.goto(page.url + "?accent=7a1fa2")
        colour = page.locator(".button--primary").first.evaluate(
            "element => getComputedStyle(element).backgroundColor"
        )

        assert colour == "rgb(122, 31, 162)"
        assert page.complaints == []


def test_nothing_moves_for_who_asks_for_less_motion(open_gallery: Callable[..., Any]) -> None:
    with open_gallery(viewport=DESK, reduced_motion="reduce") as page:
        at_once, wanted, moving = page.evaluate(
            """() => {
                const button = document.querySelector(".button--primary");
                const plain = document.querySelector(".button:not([class*='--'])");
                const colour = (element) => getComputedStyle(element).backgroundColor;
                const wanted = colour(plain);
                button.classList.remove("button--primary");
                return [colour(button), wanted, document.getAnimations().length];
            }"""
        )

    assert at_once == wanted
    assert moving == 0


def test_both_typefaces_are_the_ones_of_the_packages(open_gallery: Callable[..., Any]) -> None:
    with open_gallery(viewport=DESK) as page:
        page.evaluate("document.fonts.ready")
        loaded = page.evaluate(
            "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
        )

    assert {family.strip('"') for family in loaded} == {"Source Sans", "Source Serif"}


def test_everything_that_can_be_used_shows_its_focus(open_gallery: Callable[..., Any]) -> None:
    unseen = []
    with open_gallery(viewport=DESK) as page:
        for _ in range(page.locator("a, button, input, select, textarea, summary").count()):
            page.keyboard.press("Tab")
            unseen += page.evaluate(
                """() => {
                  const at = document.activeElement;
                  if (at === document.body) return [];
                  const shown = at.matches(".slot input") ? at.nextElementSibling : at;
                  const style = getComputedStyle(shown);
                  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                  return seen ? [] : [at.outerHTML.slice(0, 120)];
                }"""
            )

    assert unseen == []


def test_targets_are_large_enough_for_a_finger(open_gallery: Callable[..., Any]) -> None:
    with open_gallery(viewport=PHONE, has_touch=True, is_mobile=True) as page:
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                 ".button, .site-header a, summary, .tabs a, .slot, .choice, .row-link, select, "
                 + "input:not([type=hidden], [type=radio], [type=checkbox]), textarea")]
               .filter(e => e.checkVisibility({visibilityProperty: true}))
               .filter(e => !e.closest("dialog:not([open])"))
               .filter(e => e.getBoundingClientRect().height < 44)
               .map(e => e.outerHTML.slice(0, 120))"""
        )

    assert small == []


def test_without_a_script_everything_is_there_and_nothing_pretends(
    open_gallery: Callable[..., Any],
) -> None:
    with open_gallery(viewport=DESK, java_script_enabled=False) as page:
        page.locator(".person-menu summary, .org-menu summary").first.click()
        menu_is_open = page.locator(".menu-panel").first.is_visible()
        dead_buttons = page.locator("[data-copy]:visible, [data-dismiss]:visible").count()
        void = page.get_by_role("link", name="Void this agreement").get_attribute("href")

    assert menu_is_open
    assert dead_buttons == 0
    assert void == "#void-page"


def test_the_dialog_opens_takes_the_focus_and_closes_again(
    open_gallery: Callable[..., Any],
) -> None:
    with open_gallery(viewport=DESK) as page:
        page.get_by_role("link", name="Void this agreement").click()
        dialog = page.get_by_role("dialog", name="Void the BAA?")
        opened = dialog.is_visible()
        page.get_by_role("button", name="Keep it as it is").click()

        assert opened
        assert not dialog.is_visible()


def test_escape_closes_a_menu_and_gives_the_focus_back(open_gallery: Callable[..., Any]) -> None:
    with open_gallery(viewport=DESK) as page:
        summary = page.locator(".org-menu summary")
        summary.click()
        page.keyboard.press("Escape")

        assert not page.locator(".org-menu .menu-panel").is_visible()
        assert summary.evaluate("element => element === document.activeElement")


def test_on_paper_the_table_stands_in_for_the_drawings_and_the_menus_are_gone(
    open_gallery: Callable[..., Any],
) -> None:
    with open_gallery(viewport=DESK, color_scheme="dark") as page:
        page.emulate_media(media="print")
        background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

        assert background == "rgb(255, 255, 255)"
        assert page.locator(".menu:visible, .tabs:visible, .button:visible").count() == 0
        assert page.locator(".drawn-table table:visible").count() == 2
