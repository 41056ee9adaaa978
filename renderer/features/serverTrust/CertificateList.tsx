import { Fragment } from "react";
import { siteDay } from "../../../shared/domain/time.ts";
import type { ShownCertificate } from "../../../shared/rpc/serverTrustContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { fill, label, useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import styles from "./ServerTrust.module.css";
import { trustWords as words } from "./trustWords.ts";

/** Whose they are, until when, and the fingerprint that is compared with paper or over the telephone. */
export function CertificateList({ certificates, name }: { certificates: ShownCertificate[]; name: string }) {
  const text = useText();
  const now = useNow(60_000);
  return (
    <ul className={styles.certificates} aria-label={name}>
      {certificates.map((each) => (
        <li key={each.fingerprint}>
          <strong>{each.subject}</strong>
          <span>
            <ValidityBadge certificate={each} now={now} />{" "}
            {fill(label(text, words.until), {
              from: siteDay(Date.parse(each.validFrom)),
              until: siteDay(Date.parse(each.validUntil)),
            })}
          </span>
          <span className="soft">{label(text, words.fingerprint)}</span>
          <Fingerprint fingerprint={each.fingerprint} />
        </li>
      ))}
    </ul>
  );
}

/** Lines end between groups: half a group is easily misread. */
function Fingerprint({ fingerprint }: { fingerprint: string }) {
  return (
    <code className={styles.fingerprint}>
      {fingerprint.split(":").map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups repeat, and their order never changes
        <Fragment key={at}>
          {at > 0 && (
            <>
              :<wbr />
            </>
          )}
          {group}
        </Fragment>
      ))}
    </code>
  );
}

function ValidityBadge({ certificate, now }: { certificate: ShownCertificate; now: number }) {
  const text = useText();
  if (Date.parse(certificate.validUntil) < now) return <Badge tone="bad">{label(text, words.expired)}</Badge>;
  if (Date.parse(certificate.validFrom) > now) return <Badge tone="warn">{label(text, words.notYet)}</Badge>;
  return <Badge tone="good">{label(text, words.valid)}</Badge>;
}
