/** What the status bar says of the server's certificate, in English. */
export const certificatesEn = {
  certificateWords: {
    "certificate.expired": "certificate expired",
    "certificate.notYetValid": "certificate not yet valid",
    "certificate.selfSigned": "certificate not trusted",
    "certificate.unknownAuthority": "certificate not trusted",
    "certificate.otherName": "certificate of another name",
    "certificate.unusable": "certificate unusable",
    "certificate.authorityExpired": "centre's certificate expired",
  },
};

export const certificateErrorsEn = {
  "certificate.expired":
    "The server's certificate has expired (date here: {today}), so nothing was sent: it could be somebody else. Tell an administrator to replace it; if this date is wrong, have the clock set right first.",
  "certificate.notYetValid":
    "The server's certificate is not valid yet; most likely this computer's clock is slow (date here: {today}). Have the clock set right; if the date is right, tell an administrator.",
  "certificate.selfSigned":
    "The server vouches for itself, which cannot be checked here, so nothing was sent. Tell an administrator: compare this certificate and name it here, or replace it.",
  "certificate.unknownAuthority":
    "The server's certificate is not from an authority this seat trusts: it could be somebody else, so nothing was sent. Tell an administrator: compare it, then name the centre's certificate (CA) that it comes from here.",
  "certificate.otherName":
    "The certificate at this address is made out to another name: it could be another machine, so nothing was sent. Tell an administrator to check the address and the certificate.",
  "certificate.unusable":
    "The server's certificate cannot be used (revoked, or of the wrong purpose, form or strength), so nothing was sent. Tell an administrator to replace it.",
  "certificate.authorityExpired":
    "The centre's certificate (CA) named here has expired (date here: {today}), so nothing was sent. Tell an administrator to name the new one under Manage; if this date is wrong, have the clock set right first.",
  "server.notEncrypted":
    "The server's address says https, but what answers there does not encrypt; nothing was sent. Tell an administrator to check address and port.",
  "server.lineNotPrivate":
    "The server's address is not encrypted (http), and callers' data do not go in the clear: nothing was sent. Tell an administrator to change it to https.",
  "trust.privateKey":
    "There is a private key in this, so it was not read. A seat never needs it: ask for the certificate alone, and tell an administrator that the key may be known to others.",
  "trust.none":
    "No certificate was found. Choose a PEM, CER or CRT file, or paste the text from BEGIN CERTIFICATE on.",
  "trust.unreadable": "The certificate cannot be read; perhaps part of it is missing. Nothing was changed.",
  "trust.tooLarge": "This file is too large for a certificate and was not read. Choose another one.",
};
