import type { Api } from "../../shared/rpc/client.ts";
import type { DeskStatus } from "../../shared/rpc/contract.ts";

/** Resolves with the first status that fits; looks at once and then at every change. */
export function statusWhere(
  { api }: { api: Api },
  fits: (status: DeskStatus) => boolean,
): Promise<DeskStatus> {
  return new Promise((resolve, reject) => {
    const look = (status: DeskStatus) => {
      if (!fits(status)) return;
      off();
      resolve(status);
    };
    const off = api.on("status.changed", look);
    // Its answer may be out still when a change has told enough and the caller closes the channel.
    api.call("status.get", {}).then(look, reject);
  });
}

/** In contact, with nothing left to send. */
export function synced(seat: { api: Api }): Promise<DeskStatus> {
  return statusWhere(seat, ({ server, outbox }) => server.state === "online" && outbox.pending === 0);
}

/** The status in which nothing is left to send. */
export function untilSent(seat: { api: Api }): Promise<DeskStatus> {
  return statusWhere(seat, ({ outbox }) => outbox.pending === 0);
}
