import { readFileSync } from "node:fs";
import { AppError } from "../../shared/errors.ts";
import type { Log } from "./context.ts";
import type { LaunchEnvironment } from "./launchEnvironment.ts";
import type { SeatSettings } from "./seatIdentity.ts";
import { readCertificates } from "./serverCertificates.ts";
import type { Enrolment } from "./sync/enrolSeat.ts";

type Parts = {
  seat: SeatSettings;
  log: Log;
  enrol(wish: Enrolment): Promise<void>;
  enrolled(): void;
};

/**
 * Does what the launcher asked for: follows a server that moved to another address, believes it by the certificates
 * in the file it names, takes the exchange it names, and enrols a seat that is new. Whoever starts this program holds
 * the database key, so it may say so.
 */
export function obeyLauncher(launch: LaunchEnvironment, { seat, log, enrol, enrolled }: Parts): void {
  const isTrustTaken = takeCertificates(launch, { seat, log });
  const identity = seat.identity();
  if (identity && launch.serverUrl && identity.serverUrl !== launch.serverUrl) {
    seat.setIdentity({ ...identity, serverUrl: launch.serverUrl });
  }
  if (launch.phone) seat.setPhone(launch.phone);
  if (identity || !launch.serverUrl || !launch.enrolCode || !isTrustTaken) return;
  enrol({ serverUrl: launch.serverUrl, code: launch.enrolCode }).then(
    () => {
      // Enrolment brings the telephone of the seat; the launcher's word goes before it.
      if (launch.phone) seat.setPhone(launch.phone);
      enrolled();
    },
    (error: unknown) =>
      log.warn({ rule: (error as { rule?: string }).rule ?? "internal" }, "enrolment by the launcher failed"),
  );
}

/**
 * A file that has gone must not keep a desk from opening: what the seat keeps stands then. But a new seat does not
 * enrol on weaker trust than it was told to have.
 */
function takeCertificates(
  { serverCertificateFile: file }: LaunchEnvironment,
  { seat, log }: Pick<Parts, "seat" | "log">,
): boolean {
  if (file === null) return true;
  try {
    seat.setServerCertificates(readCertificates(readFileSync(file, "utf8")));
    return true;
  } catch (error) {
    const rule = error instanceof AppError ? error.rule : "trust.fileMissing";
    log.warn({ rule, variable: "ZUOXI_SERVER_CA" }, "the server's certificates were not taken");
    return false;
  }
}
