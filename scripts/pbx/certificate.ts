import { join } from "node:path";
import { openssl } from "../openssl.ts";

/**
 * Makes a key and a self-signed certificate in `dir`, with the system program `openssl`. For the development exchange
 * only: no machine trusts it.
 */
export function makeCertificate(dir: string, options: CertificateOptions): void {
  const { host = "127.0.0.1", days = 30 } = options;
  const name = /^[0-9.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`;
  const [key, request, certificate] = ["key.pem", "request.pem", "certificate.pem"].map((file) =>
    join(dir, file),
  ) as [string, string, string];
  openssl(
    ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-subj", `/CN=${host}`, "-addext", `subjectAltName=${name}`, "-keyout", key, "-out", request],
  );
  // In two steps, because `req -x509` refuses to make one that has expired.
  openssl(
    ...["x509", "-req", "-in", request, "-signkey", key, "-copy_extensions", "copy"],
    ...["-days", String(days), "-out", certificate],
  );
}

export type CertificateOptions = {
  /** Default: 127.0.0.1. */
  host?: string;
  /** Valid for so long from now on; a negative number makes one that has expired. Default: 30. */
  days?: number;
};

/** Kamailio's tls.cfg for that certificate. */
export function tlsConfigText(dir: string): string {
  return `[server:default]
method = TLSv1.2+
verify_certificate = no
require_certificate = no
private_key = ${join(dir, "key.pem")}
certificate = ${join(dir, "certificate.pem")}
[client:default]
verify_certificate = no
`;
}
