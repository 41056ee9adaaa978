import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { centreReference } from "../centreReference.ts";
import type { Context } from "../context.ts";

type StatusHandlers = Pick<Handlers, "status.get" | "reference.get">;

/** What the status bar shows, and the lists the forms choose from. */
export function statusHandlers(context: Context): StatusHandlers {
  return {
    "status.get": () => context.status(),
    "reference.get": () => centreReference(context.repositories),
  };
}
