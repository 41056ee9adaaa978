import { expect, it } from "vitest";
import { linkedAbort } from "./linkedAbort.ts";
import { createWake } from "./wake.ts";

it("a bell that rang before anybody listened is heard once", async () => {
  const wake = createWake();
  const { signal } = new AbortController();
  wake.ring();
  await wake.wait(signal);
  let heard = false;
  const second = wake.wait(signal).then(() => {
    heard = true;
  });
  await Promise.resolve();
  expect(heard).toBe(false);
  wake.ring();
  await second;
});

it("waiting ends with the abort of any source, however far up", async () => {
  const outer = new AbortController();
  const middle = linkedAbort(outer.signal);
  const inner = linkedAbort(middle.signal, new AbortController().signal);
  const waiting = createWake().wait(inner.signal);
  outer.abort();
  await waiting;
  expect(linkedAbort(outer.signal).signal.aborted).toBe(true);
});

it("a released link hears its sources no more", () => {
  const source = new AbortController();
  const link = linkedAbort(source.signal);
  link.release();
  source.abort();
  expect(link.signal.aborted).toBe(false);
});
