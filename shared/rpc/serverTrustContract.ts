import { z } from "zod";
import type { Role } from "../domain/staff.ts";
import { instant } from "../domain/time.ts";

/** One or more certificates as text, `-----BEGIN CERTIFICATE-----` … */
export const pemText = z.string().max(100_000);

/** As two people compare it over the telephone or against paper. */
export const shownCertificate = z.object({
  subject: z.string(),
  /** SHA-256, `AB:CD:…`, as every other program writes it. */
  fingerprint: z.string(),
  validFrom: instant,
  validUntil: instant,
});
export type ShownCertificate = z.infer<typeof shownCertificate>;

export const serverTrust = z.object({
  /** Null before the seat is enrolled. */
  serverUrl: z.string().nullable(),
  /** Only what these vouch for is the central server; empty: the public authorities. */
  certificates: z.array(shownCertificate),
});
export type ServerTrust = z.infer<typeof serverTrust>;

const administrators = ["admin"] as const satisfies readonly Role[];

/** Whom this seat believes to be its central server. Enrolling brings certificates as well (`seat.enrol`). */
export const serverTrustMethods = {
  /** Reads certificates for somebody to compare; nothing is kept, so it needs no sign-in: enrolling comes before. */
  "seat.readCertificates": {
    access: "public" as const,
    input: z.object({ pem: pemText }),
    output: z.array(shownCertificate),
  },
  "seat.serverTrust": { access: administrators, input: z.object({}), output: serverTrust },
  /** Puts these in the place of all before, and connects anew; null goes back to the public authorities. */
  "seat.trustCertificates": {
    access: administrators,
    input: z.object({ pem: pemText.nullable() }),
    output: serverTrust,
  },
};
