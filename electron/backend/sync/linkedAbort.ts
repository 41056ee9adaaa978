/**
 * A controller that aborts with any of its sources, until it is released. `AbortSignal.any` would hold its sources
 * weakly: a composite of composites has been seen to be collected, and then an abort reached nobody.
 */
export function linkedAbort(...sources: readonly AbortSignal[]): {
  signal: AbortSignal;
  abort(): void;
  release(): void;
} {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const release = () => {
    for (const source of sources) source.removeEventListener("abort", abort);
  };
  for (const source of sources) {
    if (source.aborted) abort();
    else source.addEventListener("abort", abort, { once: true });
  }
  return { signal: controller.signal, abort, release };
}
