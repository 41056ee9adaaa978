import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";
import type { LibraryUseLog } from "../libraryUseLog.ts";

type LibraryHandlers = Pick<
  Handlers,
  | "library.search"
  | "library.emptied"
  | "library.clausesFor"
  | "library.open"
  | "library.cite"
  | "library.importPath"
  | "library.importFiles"
  | "library.importReport"
>;

/** The policy library: questions go straight to it and are remembered; imports are jobs and stand in the audit. */
export function libraryHandlers(context: Context, use: LibraryUseLog): LibraryHandlers {
  const { library } = context;
  const note = (agentId: string, jobId: string) => {
    audit(context, { agentId, action: "library.import", subject: jobId });
    return { jobId };
  };
  return {
    "library.search": (input, caller) => {
      const { hits, tookMs, correctedTo, pool, facets } = library.search(input);
      const shown = hits.map((hit) => hit.clauseId);
      use.searched(caller, input.query, shown);
      return { hits, tookMs, correctedTo, pool, facets };
    },
    "library.emptied": (_input, caller) => {
      use.emptied(caller);
      return {};
    },
    "library.open": (input, caller) => {
      const opened = library.open(input);
      if (input.clauseId !== undefined) use.opened(caller, input.clauseId);
      return opened;
    },
    "library.cite": (input, caller) => {
      const citation = library.cite(input);
      use.cited(caller, input.clauseId);
      return citation;
    },
    "library.clausesFor": (input) => library.clausesFor(input),
    "library.importPath": ({ path }, caller) => note(caller.agent.agentId, library.importPath(path)),
    "library.importFiles": ({ files }, caller) => {
      const bytes = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, "base64") }));
      return note(caller.agent.agentId, library.importFiles(bytes));
    },
    "library.importReport": ({ jobId }) => library.report(jobId),
  };
}
