import { z } from "zod";
import type { SettingRepository } from "../../db/settings.ts";
import { site } from "../../shared/domain/staff.ts";
import { phoneAccount, type SeatInfo } from "../../shared/rpc/contract.ts";
import { feedName } from "../../shared/sync/protocol.ts";

/** Who this seat is, as the server said at enrolment. The private key never leaves the encrypted file. */
const seatIdentity = z.object({
  seatId: z.string(),
  seatNumber: z.int(),
  site,
  serverUrl: z.string(),
  /** The city feed this seat writes to and reads. */
  feed: feedName,
  /** PKCS#8 DER of the Ed25519 key, base64. */
  privateKey: z.string(),
});
export type SeatIdentity = z.infer<typeof seatIdentity>;
export type PhoneAccountSetting = z.infer<typeof phoneAccount>;

export type SeatSettings = {
  identity(): SeatIdentity | null;
  setIdentity(identity: SeatIdentity): void;
  phone(): PhoneAccountSetting;
  setPhone(account: PhoneAccountSetting): void;
  /** PEM; whoever shows a certificate under one of these is the central server. Empty: the public authorities. */
  serverCertificates(): readonly string[];
  setServerCertificates(certificates: readonly string[]): void;
};

/** The seat's identity and telephone, kept in the encrypted settings and parsed once. */
export function seatSettings(settings: SettingRepository): SeatSettings {
  let cached = parsed(settings.get("seat"), seatIdentity);
  let certificates: readonly string[] = parsed(settings.get(serverTrust), z.array(z.string())) ?? [];
  return {
    identity: () => cached,
    setIdentity(identity) {
      settings.set("seat", JSON.stringify(identity));
      cached = identity;
    },
    phone: () => parsed(settings.get("phone"), phoneAccount) ?? { line: "practice" },
    setPhone: (account) => settings.set("phone", JSON.stringify(account)),
    serverCertificates: () => certificates,
    setServerCertificates(next) {
      settings.set(serverTrust, JSON.stringify(next));
      certificates = [...next];
    },
  };
}

const serverTrust = "server.certificates";

export function toSeatInfo(identity: SeatIdentity): SeatInfo {
  const { seatId, seatNumber, site, serverUrl } = identity;
  return { seatId, seatNumber, site, serverUrl };
}

function parsed<T>(text: string | null, shape: z.ZodType<T>): T | null {
  return text === null ? null : shape.parse(JSON.parse(text));
}
