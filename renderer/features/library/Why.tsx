import { useStore } from "zustand";
import type { SearchHit, WhyReason } from "../../../shared/domain/policy.ts";
import { type LibraryText, useLibraryText } from "../../ui/libraryText.ts";
import { fill } from "../../ui/text.ts";
import type { LibraryStore } from "./library.store.ts";
import styles from "./SearchResults.module.css";

/** Which typed words led to this result, and by which words of the law: one line, or all reasons below one another. */
export function Why({ library, hit }: { library: LibraryStore; hit: SearchHit }) {
  const text = useLibraryText();
  const isOpen = useStore(library, (state) => state.reasonsOf === hit.clauseId);
  const reasons = hit.why.map((reason) => reasonSentence(text, reason));
  if (reasons.length === 0) return <p className={styles.why}>{fill(text.why, { reasons: text.whyPart })}</p>;
  return (
    // The key for it is Alt+↓; a click on the line does the same and opens nothing else.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className={styles.why}
      onClick={(event) => {
        event.stopPropagation();
        library.actions.toggleReasons(hit.clauseId);
      }}
    >
      {isOpen ? (
        <div className={styles.reasons}>
          <span>{fill(text.why, { reasons: fill(text.whyMore, { n: reasons.length }) })}</span>
          {reasons.map((reason) => (
            <span key={reason}>{reason}</span>
          ))}
        </div>
      ) : (
        <p className={styles.whyLine}>{fill(text.why, { reasons: reasons.slice(0, 4).join(" · ") })}</p>
      )}
    </div>
  );
}

function reasonSentence(text: LibraryText, { kind, typed, matched, percent }: WhyReason): string {
  if (kind === "similar" && percent !== undefined) return fill(text.whyNear, { percent });
  if (typed === matched) return fill(text.whyWord, { typed });
  const sentences = {
    word: text.whyAlias,
    alias: text.whyAlias,
    similar: text.whySimilar,
    sound: text.whySound,
  };
  return fill(sentences[kind], { typed, matched });
}
