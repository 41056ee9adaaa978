import type { Log } from "./context.ts";
import type { LaunchEnvironment } from "./launchEnvironment.ts";
import type { SeatSettings } from "./seatIdentity.ts";

type Parts = {
  seat: SeatSettings;
  log: Log;
  enrol(serverUrl: string, code: string): Promise<void>;
  enrolled(): void;
};

/**
 * Does what the launcher asked for: follows a server that moved to another address, takes the exchange it names,
 * and enrols a seat that is new. Whoever starts this program holds the database key, so it may say so.
 */
export function obeyLauncher(launch: LaunchEnvironment, { seat, log, enrol, enrolled }: Parts): void {
  const identity = seat.identity();
  if (identity && launch.serverUrl && identity.serverUrl !== launch.serverUrl) {
    seat.setIdentity({ ...identity, serverUrl: launch.serverUrl });
  }
  if (launch.phone) seat.setPhone(launch.phone);
  if (identity || !launch.serverUrl || !launch.enrolCode) return;
  enrol(launch.serverUrl, launch.enrolCode).then(
    () => {
      // Enrolment brings the telephone of the seat; the launcher's word goes before it.
      if (launch.phone) seat.setPhone(launch.phone);
      enrolled();
    },
    (error: unknown) =>
      log.warn({ rule: (error as { rule?: string }).rule ?? "internal" }, "enrolment by the launcher failed"),
  );
}
