/**
 * The policy under which both doors serve the screen: nothing but its own files. `ws: wss:` is what lets the
 * softphone reach whichever exchange the centre has, which is known only after the page was loaded; `ownSocket` names
 * the host's own, where it has one.
 */
export function contentSecurityPolicy(ownSocket?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob: mediastream:",
    `connect-src 'self' ${ownSocket ? `${ownSocket} ` : ""}ws: wss:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
