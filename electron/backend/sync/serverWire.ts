import { X509Certificate } from "node:crypto";
import { siteDay } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import { type LineRule, lineRule } from "../../../shared/sync/certificateTrouble.ts";
import { isPrivateLine } from "../../../shared/sync/privateLine.ts";
import type { Fetch } from "./exchange.ts";
import { createPinnedFetch, type PinnedFetch } from "./pinnedFetch.ts";

/** The one way from this seat to the central server: everything said to it, by whomever, is said over this. */
export type ServerWire = {
  /**
   * @throws AppError `unavailable`: `server.lineNotPrivate` before a byte is sent, `certificate.*` or
   * `server.notEncrypted` before a byte of the question is; anything else as `fetch` does
   */
  fetch: Fetch;
  /** Another wire that believes these certificates alone, for asking before they are kept. */
  trusting(certificates: readonly string[]): ServerWire;
  close(): void;
};

type WireParts = {
  fetch: Fetch;
  /** PEM; asked anew for every question. Empty: the public authorities. */
  certificates: () => readonly string[];
  /** Epoch ms. */
  clock: () => number;
};

export function createServerWire({ fetch: publicFetch, certificates, clock }: WireParts): ServerWire {
  let pinned: { to: readonly string[]; line: PinnedFetch } | null = null;

  const trusted = (): Fetch => {
    const wanted = certificates();
    if (pinned?.to !== wanted) {
      pinned?.line.close();
      pinned = wanted.length === 0 ? null : { to: wanted, line: createPinnedFetch(wanted) };
    }
    return pinned?.line.fetch ?? publicFetch;
  };

  return {
    async fetch(url, init) {
      const address = new URL(url);
      if (!isPrivateLine(address)) throw notSent("server.lineNotPrivate", clock());
      // Nothing is encrypted within this machine, and so there is nothing to pin.
      const line = address.protocol === "https:" ? trusted() : publicFetch;
      try {
        return await line(url, init);
      } catch (error) {
        const rule = ruleOf(error);
        if (rule === null) throw error;
        const isOurs = rule === "certificate.expired" && hasExpired(certificates(), clock());
        throw notSent(isOurs ? "certificate.authorityExpired" : rule, clock());
      }
    },
    trusting: (others) => createServerWire({ fetch: publicFetch, certificates: () => others, clock }),
    close: () => pinned?.line.close(),
  };
}

/** `fetch` wraps what the connection said, and a name with several addresses fails with several errors. */
function ruleOf(error: unknown, depth = 0): LineRule | null {
  if (!(error instanceof Error) || depth > 4) return null;
  const own = "code" in error && typeof error.code === "string" ? lineRule(error.code) : null;
  const below = error instanceof AggregateError ? error.errors : [error.cause];
  return own ?? below.map((each) => ruleOf(each, depth + 1)).find((rule) => rule !== null) ?? null;
}

function hasExpired(certificates: readonly string[], now: number): boolean {
  return (
    certificates.length > 0 && certificates.every((pem) => Date.parse(new X509Certificate(pem).validTo) < now)
  );
}

/** With the date by this computer: half of all wrong certificates are right ones under a wrong clock. */
function notSent(rule: LineRule | "server.lineNotPrivate", now: number): AppError {
  return new AppError("unavailable", "Nothing was sent to the central server", {
    rule,
    detail: { today: siteDay(now) },
  });
}
