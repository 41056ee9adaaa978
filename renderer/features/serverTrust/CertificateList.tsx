import { siteDay } from "../../../shared/domain/time.ts";
import type { ShownCertificate } from "../../../shared/rpc/serverTrustContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { fill, useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import styles from "./ServerTrust.module.css";

/** Whose they are, until when, and the fingerprint that is compared with paper or over the telephone. */
export function CertificateList({ certificates, name }: { certificates: ShownCertificate[]; name: string }) {
  const text = useText().serverTrust;
  const now = useNow(60_000);
  return (
    <ul className={styles.certificates} aria-label={name}>
      {certificates.map((each) => (
        <li key={each.fingerprint}>
          <strong>{each.subject}</strong>
          <span>
            <ValidityBadge certificate={each} now={now} />{" "}
            {fill(text.until, {
              from: siteDay(Date.parse(each.validFrom)),
              until: siteDay(Date.parse(each.validUntil)),
            })}
          </span>
          <span className="soft">{text.fingerprint}</span>
          <code className={styles.fingerprint}>{each.fingerprint}</code>
        </li>
      ))}
    </ul>
  );
}

function ValidityBadge({ certificate, now }: { certificate: ShownCertificate; now: number }) {
  const text = useText().serverTrust;
  if (Date.parse(certificate.validUntil) < now) return <Badge tone="bad">{text.expired}</Badge>;
  if (Date.parse(certificate.validFrom) > now) return <Badge tone="warn">{text.notYet}</Badge>;
  return <Badge tone="good">{text.valid}</Badge>;
}
