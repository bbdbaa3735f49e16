// The button that shows to all a table that a screen reader always has.

/**
 * @param {HTMLElement} box Of the table; it may scroll, and then it can by keyboard too.
 * @param {HTMLButtonElement} toggle
 */
export function showOnRequest(box, toggle) {
  toggle.addEventListener("click", () => {
    const shown = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(shown));
    box.classList.toggle("visually-hidden", !shown);
    if (shown) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}
