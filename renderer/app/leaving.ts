import type { Telephone } from "./telephone.ts";

/**
 * A window that is closed or loaded again ends its call and hands its last facts over before it is gone. While a call
 * is up or facts are in this window alone the browser asks first; the desktop shell has no such question.
 */
export function guardLeaving(telephone: Telephone, page: Window): void {
  page.addEventListener("beforeunload", (event) => {
    if (!("zuoxi" in page) && hasMuchToLose(telephone)) event.preventDefault();
  });
  page.addEventListener("pagehide", () => telephone.actions.close());
  page.addEventListener("pageshow", (event) => {
    // Taken back out of the browser's cache with its telephone closed.
    if (event.persisted) page.location.reload();
  });
}

function hasMuchToLose(telephone: Telephone): boolean {
  const state = telephone.getState();
  if (state.name !== "on") return false;
  const { call, unsavedFacts } = state.softphone.getState();
  return call.name !== "idle" || unsavedFacts > 0;
}
