import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** `__Host-`: the browser itself refuses such a cookie unless it is Secure, has Path=/ and no Domain. */
export const cookieName = "__Host-zuoxi";
const ticketLifeMs = 60_000;

/**
 * Who may come in through the loopback door. A one-time ticket (in the address that is opened) becomes a cookie;
 * everything else needs that cookie. The host name is new at every launch, since browsers share cookies between
 * all ports of one name.
 */
export type Admission = {
  hostName: string;
  newTicket(): string;
  /** Redeems a ticket once; the value to set as cookie, or null. */
  redeem(ticket: string): string | null;
  /** The client key behind a request's cookie, or null. */
  clientKeyOf(request: IncomingMessage): string | null;
};

export function createAdmission(now: () => number): Admission {
  const tickets = new Map<string, number>();
  const clients = new Set<string>();
  return {
    hostName: `seat-${randomBytes(6).toString("hex")}.localhost`,
    newTicket() {
      const ticket = randomBytes(24).toString("base64url");
      tickets.set(ticket, now() + ticketLifeMs);
      return ticket;
    },
    redeem(ticket) {
      const validUntil = tickets.get(ticket);
      tickets.delete(ticket);
      if (validUntil === undefined || validUntil < now()) return null;
      const client = randomBytes(32).toString("base64url");
      clients.add(client);
      return client;
    },
    clientKeyOf(request) {
      const presented = cookieValue(request.headers.cookie ?? "");
      if (!presented) return null;
      for (const client of clients) if (same(client, presented)) return client;
      return null;
    },
  };
}

function cookieValue(header: string): string | null {
  for (const part of header.split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === cookieName && value) return value;
  }
  return null;
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
