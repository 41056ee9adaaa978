import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openssl } from "../../scripts/openssl.ts";

/** PEM texts; `cert` may hold the chain below its own certificate. */
export type Certificate = { cert: string; key: string };

export type CertificateWish = {
  /** A name or an address. Default: 127.0.0.1. */
  host?: string;
  /** Days from now, negative for the past. Default: −1. */
  fromDay?: number;
  /** Default: 90. */
  untilDay?: number;
  /** Default: an EC key, as everything here. */
  rsaBits?: number;
};

/** A certificate authority with real keys, made by the system program `openssl`. */
export type Authority = {
  /** PEM */
  certificate: string;
  /** A server's certificate. */
  issue(wish?: CertificateWish): Certificate;
  /** An authority below this one. */
  subordinate(name: string): Authority;
};

/** A folder of authorities that goes with `close`. */
export type CertificateOffice = {
  folder: string;
  authority(name: string, wish?: Pick<CertificateWish, "fromDay" | "untilDay">): Authority;
  /** Vouched for by nobody but itself. */
  selfSigned(wish?: CertificateWish): Certificate;
  /** Puts a text into a file of the folder; returns its path. */
  file(name: string, text: string): string;
  close(): void;
};

export function openCertificateOffice(): CertificateOffice {
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-certificates-"));
  let made = 0;
  const desk = (): string => {
    made += 1;
    return join(folder, `made${made}`);
  };
  return {
    folder,
    authority: (name, wish = {}) => makeAuthority(desk, name, wish),
    selfSigned: (wish = {}) => sign(desk(), { ...wish, ...named(wish), kind: "leaf" }),
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

type Issuer = { certificate: string; key: string };
type Order = CertificateWish & {
  subject: string;
  alternativeName?: string;
  kind: "leaf" | "authority";
  issuer?: Issuer;
};

function makeAuthority(desk: () => string, name: string, wish: CertificateWish, above?: Issuer): Authority {
  const path = desk();
  const order: Order = { untilDay: 3_650, ...wish, subject: name, kind: "authority" };
  const { cert } = sign(path, above ? { ...order, issuer: above } : order);
  const issuer = { certificate: `${path}.crt`, key: `${path}.key` };
  return {
    certificate: cert,
    issue: (asked = {}) => sign(desk(), { ...asked, ...named(asked), kind: "leaf", issuer }),
    subordinate: (below) => makeAuthority(desk, below, {}, issuer),
  };
}

function named({ host = "127.0.0.1" }: CertificateWish) {
  const isAddress = /^[0-9.]+$/.test(host);
  return { subject: host, alternativeName: isAddress ? `IP:${host}` : `DNS:${host}` };
}

/** `openssl ca`, because neither `req` nor `x509` of Debian 12 takes a beginning of the validity. */
function sign(path: string, order: Order): Certificate {
  const [key, request, cert, config] = ["key", "csr", "crt", "cnf"].map((end) => `${path}.${end}`) as [
    string,
    string,
    string,
    string,
  ];
  writeFileSync(config, configText(path, order));
  writeFileSync(`${path}.index`, "");
  writeFileSync(`${path}.serial`, "01\n");
  const kind = order.rsaBits
    ? ["-newkey", `rsa:${order.rsaBits}`]
    : ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  openssl(
    ...["req", "-new", ...kind, "-nodes", "-config", config],
    ...["-subj", `/CN=${order.subject}`, "-utf8", "-keyout", key, "-out", request],
  );
  const by = order.issuer
    ? ["-cert", order.issuer.certificate, "-keyfile", order.issuer.key]
    : ["-selfsign", "-keyfile", key];
  openssl(
    ...["ca", "-batch", "-notext", "-utf8", "-config", config, ...by, "-extensions", order.kind],
    ...["-startdate", opensslTime(order.fromDay ?? -1), "-enddate", opensslTime(order.untilDay ?? 90)],
    ...["-in", request, "-out", cert],
  );
  return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
}

function configText(path: string, { alternativeName }: Order): string {
  return `[ca]
default_ca = office
[office]
database = ${path}.index
serial = ${path}.serial
new_certs_dir = ${join(path, "..")}
default_md = sha256
policy = any
unique_subject = no
email_in_dn = no
[any]
commonName = supplied
[req]
distinguished_name = any
string_mask = utf8only
[leaf]
basicConstraints = critical,CA:FALSE
subjectKeyIdentifier = hash
${alternativeName ? `subjectAltName = ${alternativeName}` : ""}
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
`;
}

/** `20261125083000Z` */
function opensslTime(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000);
  return `${at
    .toISOString()
    .replace(/[-:T]/g, "")
    .replace(/\.\d+Z$/, "")}Z`;
}
