/**
 * Passwords and what citizens tell go over TLS, or stay within this machine.
 * @param address a parsed URL
 */
export function isPrivateLine({ protocol, hostname }: { protocol: string; hostname: string }): boolean {
  return protocol === "https:" || (protocol === "http:" && loopback.test(hostname));
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
