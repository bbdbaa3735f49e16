// Whether a part of the page can be seen, so that nothing is asked for what cannot.

/** How far outside the window counts as in sight, so that a part is drawn when it scrolls in. */
const MARGIN = "200px";

/**
 * @param {Element} element
 * @param {(inSight: boolean) => void} onSight
 */
export function watchSight(element, onSight) {
  let isInSight = false;
  const observer = new IntersectionObserver(
    (entries) => {
      const inSight = entries.at(-1)?.isIntersecting ?? false;
      if (inSight === isInSight) return;
      isInSight = inSight;
      onSight(inSight);
    },
    { rootMargin: MARGIN },
  );
  observer.observe(element);
}
