import type { SearchHit } from "../../../shared/domain/policy.ts";
import { fill, useText } from "../../ui/text.ts";
import styles from "./LibraryPanel.module.css";

/** Which typed words led to this result, and by which words of the law. */
export function Why({ hit }: { hit: SearchHit }) {
  const text = useText();
  if (hit.why.length === 0) return null;
  const reasons = hit.why
    .slice(0, 4)
    .map(({ typed, matched }) =>
      typed === matched
        ? fill(text.library.whySame, { typed })
        : fill(text.library.whyPair, { typed, matched }),
    );
  return (
    <p className={styles.why}>
      {text.library.why}: {reasons.join(" · ")}
    </p>
  );
}
