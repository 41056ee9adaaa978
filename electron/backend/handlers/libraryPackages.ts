import { AppError } from "../../../shared/errors.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";

type PackageHandlers = Pick<
  Handlers,
  | "library.packageInfo"
  | "library.exportPackage"
  | "library.inspectPackage"
  | "library.applyPackage"
  | "library.trustKey"
>;

/** Library packages: what was made, applied, refused and trusted stands in the audit. */
export function libraryPackageHandlers(context: Context): PackageHandlers {
  const { packages } = context.library;
  const note = (caller: SignedIn, action: string, subject: string, reason = "") =>
    audit(context, { agentId: caller.agent.agentId, action, subject, reason });
  const deed = (caller: SignedIn) => ({ by: caller.agent.agentId, now: context.now() });
  /** A refused package is worth remembering too: somebody may have tried. */
  const noting = async <T>(caller: SignedIn, action: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      note(caller, `${action}.refused`, error instanceof AppError ? (error.rule ?? error.code) : "internal");
      throw error;
    }
  };
  return {
    "library.packageInfo": () => packages.info(),
    "library.exportPackage": async ({ path, rotateKey }, caller) => {
      const made = await packages.make(path, rotateKey, deed(caller));
      note(caller, "library.exportPackage", `${made.sequence} ${made.key.keyId}`, rotateKey ? "rotate" : "");
      return made;
    },
    "library.inspectPackage": async ({ source }, caller) => {
      const found = await noting(caller, "library.inspectPackage", packages.inspect(source));
      if (found.rule) note(caller, "library.inspectPackage.refused", found.rule);
      return found;
    },
    "library.applyPackage": async ({ source, hash }, caller) => {
      const work = packages.apply(source, hash, deed(caller));
      const { sequence, added } = await noting(caller, "library.applyPackage", work);
      note(caller, "library.applyPackage", String(sequence));
      return { sequence, added, documents: context.library.stats().documents };
    },
    "library.trustKey": ({ publicKey, fingerprint }, caller) => {
      const info = packages.trust(publicKey, fingerprint, deed(caller));
      const key = info.trusted.find((each) => each.publicKey === publicKey);
      note(caller, "library.trustKey", key?.keyId ?? "");
      return info;
    },
  };
}
