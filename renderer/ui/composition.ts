/** The parts of a keyboard event that tell whether an input method holds the key. */
export type ComposableEvent = { isComposing?: boolean | undefined; keyCode?: number | undefined };

/**
 * True while an input method composes: Enter, Esc, digits and shortcuts then belong to it. Key code 229 is what
 * browsers report for a key the input method took, also for the one that starts the composition.
 */
export function isComposing(event: ComposableEvent): boolean {
  return event.isComposing === true || event.keyCode === 229;
}
