import type { Favourite, HotClause } from "../../../shared/domain/libraryUse.ts";
import { siteDayStart, toInstant } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import type { Suggestion } from "../../../shared/rpc/libraryContract.ts";
import type { LibraryHotReply } from "../../../shared/sync/protocol.ts";
import type { Context } from "../context.ts";
import { canonicalText } from "../library/canonicalText.ts";
import type { SyncLoop } from "../sync/syncLoop.ts";

type HomeHandlers = Pick<Handlers, "library.suggest" | "library.home" | "library.team" | "library.star">;

const hourMs = 3_600_000;
const most = { recent: 8, hot: 8, suggestedRecent: 3, suggestedTitles: 3, suggested: 8 };

/** What a desk is offered before it has asked: own queries, favourites, and what is asked today. */
export function libraryHomeHandlers(context: Context, sync: Pick<SyncLoop, "libraryHot">): HomeHandlers {
  const { libraryUse } = context.repositories;
  const lastHour = () => libraryUse.hot(toInstant(context.clock() - hourMs), most.hot);
  const team = teamAnswers(context, sync, lastHour);
  return {
    "library.suggest": ({ query }, caller) => suggest(context, query, caller),
    "library.home": (_input, caller) => ({
      recent: libraryUse.recent(caller.agent.agentId, most.recent),
      favourites: favouritesOf(context, caller),
      hotToday: libraryUse.hot(toInstant(siteDayStart(context.today())), most.hot),
      lastHour: lastHour(),
    }),
    "library.team": async () => {
      const answer = await team();
      return answer ? { server: true, ...answer } : { server: false, clauses: lastHour() };
    },
    "library.star": ({ versionId, clauseId, starred }, caller) => {
      const { agentId } = caller.agent;
      const { libraryFavourites } = context.repositories;
      if (!starred) libraryFavourites.remove(agentId, versionId, clauseId);
      else {
        const { title, label } = nameOf(context, versionId, clauseId);
        const starredAt = context.now();
        libraryFavourites.put(agentId, { versionId, clauseId, title, label, starredAt });
      }
      return favouritesOf(context, caller);
    },
  };
}

/** Own queries first, then completions, then titles; each text once, and not what stands there already. */
function suggest(context: Context, query: string, { agent }: SignedIn): Suggestion[] {
  const typed = canonicalText(query).trim();
  if (typed === "") return [];
  const { libraryUse } = context.repositories;
  const offered: Suggestion[] = [
    ...libraryUse.recent(agent.agentId, most.suggestedRecent, typed).map(as("recent")),
    ...context.library.suggest(query).map(as("word")),
  ];
  const titles = context.library.titles(query, most.suggestedTitles).map(as("title"));
  const words = distinct(offered, typed).slice(0, most.suggested - Math.min(titles.length, 2));
  return distinct([...words, ...titles], typed).slice(0, most.suggested);
}

function as(kind: Suggestion["kind"]): (text: string) => Suggestion {
  return (text) => ({ kind, text });
}

function distinct(offered: readonly Suggestion[], typed: string): Suggestion[] {
  const seen = new Set([typed]);
  return offered.filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function favouritesOf({ repositories, library }: Context, { agent }: SignedIn): Favourite[] {
  return repositories.libraryFavourites
    .ofAgent(agent.agentId)
    .map((kept) => ({ ...kept, validity: library.version(kept.versionId)?.validity ?? null }));
}

function nameOf({ library }: Context, versionId: string, clauseId: string | null) {
  if (clauseId !== null) return library.nameOf(clauseId);
  const version = library.version(versionId);
  if (!version) throw new AppError("not_found", "No such document version");
  return { title: version.title, label: null };
}

/** Every emptied box asks; the server is not asked by each. */
const keptMs = 10_000;

/** The server's answer, at most ten seconds old and no older than the last use here; null when it cannot be asked. */
function teamAnswers(
  { clock, log, status }: Context,
  sync: Pick<SyncLoop, "libraryHot">,
  lastHour: () => HotClause[],
) {
  let kept: { at: number; answer: LibraryHotReply } | null = null;
  return async (): Promise<LibraryHotReply | null> => {
    const since = toInstant(kept?.at ?? 0);
    const isFresh =
      Math.abs(clock() - (kept?.at ?? 0)) < keptMs && !lastHour().some((each) => each.lastAt > since);
    // What was heard before the line broke is not passed off as the team's present.
    if (kept && isFresh && status().server.state === "online") return kept.answer;
    try {
      kept = { at: clock(), answer: await sync.libraryHot() };
      return kept.answer;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.info({ rule: error.rule ?? error.code }, "the team's library figures were not to be had");
      return null;
    }
  };
}
