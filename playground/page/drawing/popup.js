// What opens below something: a list or a menu, above all else on the page, wherever its anchor scrolls to.

/** Opens `element`, a popover, at `anchor`; gives `{close, place}`; `place` puts it where it belongs once it has another size. outside: called when somebody presses elsewhere. */
export function openAt(anchor, element, outside) {
  element.showPopover();
  const place = () => placeAt(anchor, element);
  const pressed = (event) => {
    if (!element.contains(event.target) && !anchor.contains(event.target)) outside();
  };
  place();
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
  document.addEventListener("pointerdown", pressed, true);
  const close = () => {
    removeEventListener("scroll", place, { capture: true });
    removeEventListener("resize", place);
    document.removeEventListener("pointerdown", pressed, true);
    if (element.matches(":popover-open")) element.hidePopover();
  };
  return { close, place };
}

function placeAt(anchor, element) {
  const box = anchor.getBoundingClientRect();
  const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  element.style.minWidth = `${Math.min(box.width, width - 16)}px`;
  const { offsetWidth, offsetHeight } = element;
  const below = box.bottom + 4;
  const isAbove = below + offsetHeight > height - 8 && box.top - 4 - offsetHeight > 8;
  element.style.top = `${isAbove ? box.top - 4 - offsetHeight : below}px`;
  element.style.left = `${Math.max(8, Math.min(box.left, width - offsetWidth - 8))}px`;
}
