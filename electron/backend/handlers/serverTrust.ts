import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import type { ServerTrust, serverTrustMethods } from "../../../shared/rpc/serverTrustContract.ts";
import { audit, type Context } from "../context.ts";
import { readCertificates, showCertificate } from "../serverCertificates.ts";
import type { SyncLoop } from "../sync/syncLoop.ts";

type TrustHandlers = Pick<Handlers, keyof typeof serverTrustMethods>;

/** Whom the seat believes to be its central server. */
export function serverTrustHandlers(context: Context, sync: Pick<SyncLoop, "reconnect">): TrustHandlers {
  return {
    "seat.readCertificates": ({ pem }) => readCertificates(pem).map(showCertificate),
    "seat.serverTrust": () => trustOf(context),
    "seat.trustCertificates": ({ pem }, caller) => {
      const certificates = pem === null ? [] : readCertificates(pem);
      context.desk.transaction("seat.trustCertificates", () => {
        audit(context, {
          agentId: caller.agent.agentId,
          action: "seat.trustCertificates",
          subject: certificates.map((each) => showCertificate(each).fingerprint).join(" ") || "public",
        });
        context.seat.setServerCertificates(certificates);
      });
      sync.reconnect();
      return trustOf(context);
    },
  };
}

function trustOf({ seat }: Context): ServerTrust {
  return {
    serverUrl: seat.identity()?.serverUrl ?? null,
    certificates: seat.serverCertificates().map(showCertificate),
  };
}
