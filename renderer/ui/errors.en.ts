import { administrationErrorsEn } from "./administrationErrors.en.ts";
import { certificateErrorsEn } from "./certificates.en.ts";
import type { errorsZh } from "./errors.zh.ts";

/** What is said when something goes wrong or is missing, in English. */
export const errorsEn: Record<keyof typeof errorsZh, string> = {
  ...administrationErrorsEn,
  ...certificateErrorsEn,
  general:
    "This was not done. What was saved is safe; try again, and if it fails again ask an administrator.",
  "input.shape": "One entry has a wrong form and was not sent. What was saved is safe; check and try again.",
  "channel.lost": "The connection to the desk program is lost. What you wrote stays here and is saved then.",
  "channel.mismatch":
    "Page and desk program are of different versions. What was saved is safe; reopen the window.",

  "session.wrongPassword": "Wrong agent ID or password; {left} more tries.",
  "session.locked": "Five wrong tries: locked. Try again in {minutes} min or ask your lead.",
  "session.signedInElsewhere":
    "This agent ID has just signed in at another seat, so this seat was signed out. Calls are stored; unfinished records are here when you sign in again.",
  "session.leavingForElsewhere":
    "This agent ID has just signed in at another seat. This seat signs out when the call is over.",
  "session.signedOut": "You are signed out. Sign in again; what was saved is safe.",
  "session.role": "Your role may not do this. Ask an administrator if you need it.",
  "session.noAccounts":
    "This seat has not received any accounts yet. Connect it to the server and try again.",
  "session.notEnrolled": "This computer is not enrolled as a seat yet. Enrol it first.",
  "session.disabled": "This account is disabled. Ask an administrator.",

  "seat.alreadyEnrolled": "This computer is enrolled already.",
  "enrol.codeRefused": "The code is wrong, used or expired. Ask for a new one.",

  "database.wrongKey":
    "The local database does not open: wrong key. Nothing was changed; ask an administrator.",
  "database.newer": "The local database was written by a newer release. Nothing was changed; install it.",
  "database.damaged": "The local database is damaged and was left as it is. Restore the backup.",
  "database.locked": "Another program holds the local database. Close other seat windows.",
  "database.full": "The disk is full and this was not stored. Keep the window open and free some space.",
  "database.cannotOpen": "The local database does not open. Nothing was changed; ask an administrator.",
  "dataFolder.inUse": "A seat program is already open on this computer. Switch to that window.",
  "keyFile.missing": "The key file is missing. Nothing was changed; ask an administrator.",
  "keyFile.insideDataFolder": "The key file must not lie inside the data folder. Move it elsewhere.",

  "phone.notConfigured":
    "No telephone line is configured. The rest works; an administrator sets it under Manage.",
  "phone.unreachable": "The exchange cannot be reached; trying again. The rest works, calls cannot come in.",
  "phone.unreachableEncrypted":
    "The encrypted telephone line cannot be reached: the exchange does not answer, or its certificate is wrong or has expired. Reconnecting by itself; everything else works, but no calls arrive. If it stays so, ask the administrator to check the certificate.",
  "phone.refused": "The exchange refused the extension: wrong number or password. Check the settings.",
  "phone.noMicrophone": "No microphone found; the call still rings. Plug in the headset and press F2.",
  "phone.microphoneDenied": "The microphone is not allowed; the call still rings. Allow it and press F2.",
  "phone.dialNoMicrophone":
    "No microphone was found, so nothing was dialled. Plug in the headset and dial again.",
  "phone.dialMicrophoneDenied":
    "The microphone may not be used, so nothing was dialled. Allow the microphone and dial again.",
  "phone.transferRefused":
    "Not transferred: the caller is still on this line. Try another number or go on with the call.",
  "phone.dialFailed": "Not dialled. Check the registration and the number and try again.",
  "phone.answerFailed":
    "Not connected: the call was cut off. Its number is in the call list and can be called back.",

  "phone.factsUnsaved":
    "Some call records are not stored yet, so you cannot sign out; trying again. Keep this window open and sign out once more when they are stored.",

  "server.unreachable":
    "The server cannot be reached; trying again. Work on: records are kept here and sent later.",
  "server.refused": "The server does not know this seat; it must be enrolled again. Records are kept here.",

  "import.unreadable": "The file cannot be read; not imported. Check its permissions.",
  "import.notText": "This is no text file; not imported. Use Markdown, HTML or plain text.",
  "import.empty": "The file is empty; not imported.",
  "import.noTitle": "The file has no title; not imported. Put one on the first line.",
  "import.tooLarge": "The file is too large; not imported. Split it.",
  "import.noSuchJob": "No such import.",

  "idNumber.length": "An ID number has 18 signs, this one {length}.",
  "idNumber.characters": "Only digits, and X at the end.",
  "idNumber.region": "The first two digits are no region code; check them.",
  "idNumber.birthDate": "The date of birth in the ID number is wrong; check it.",
  "idNumber.checkDigit": "The check digit is wrong: probably one digit misheard. Check digit by digit.",
  "creditCode.length": "A credit code has 18 signs, this one {length}.",
  "creditCode.characters": "A credit code has no I, O, S, V or Z.",
  "creditCode.checkCharacter": "The check character is wrong; check sign by sign.",
  "ticketNumber.shape": "A ticket number has 16 digits.",
  "ticketNumber.check": "The check digits are wrong: probably one digit misheard.",

  "complaint.none": "No complaint form is open. Ctrl+D opens one.",
  "complaint.categoryMissing": "Choose a category.",
  "complaint.routeMissing": "Choose a route.",
  "complaint.elementMissing": "Of the six elements “{element}” is missing.",
  "complaint.nameMissing": "Enter the name; for an anonymous complaint tick the ground or give a reason.",
  "complaint.phoneMissing": "Enter a phone number, or nobody can answer.",
  "complaint.claimMissing": "Enter what the caller asks for.",
  "complaint.overrideReasonMissing":
    "Something is missing or not admissible: say why it is registered all the same.",

  "record.topicMissing": "Choose a topic first.",
  "record.outcomeMissing": "Choose an outcome first.",
  "draft.notFound": "This record is no longer among the unfinished ones.",
  "draft.filed": "This record is filed and cannot be changed.",
  "draft.notYours": "This record belongs to another agent.",
  "draft.staleRevision": "The screen holds newer text and is saving it; submit again in a moment.",

  "ticket.notFound": "No such ticket, or you may not see it.",
  "ticket.reasonMissing": "Give a reason.",
  "ticket.changedMeanwhile": "Somebody changed the ticket meanwhile; look at it again, then change it.",
  "ticket.noNumbersLeft": "This seat has no ticket numbers left today. Use another seat; the record is safe.",

  "complaint.routeUnusual": "Complaints of this kind usually go elsewhere; look again.",
  "complaint.earlierTicketMissing":
    "For an appeal ask for the earlier ticket number and note it in the claim.",
  "complaint.nameUnusual": "The name holds unusual signs; check it.",
  "complaint.idNumberMissing": "No ID number: ask for it if you can.",
  "complaint.unitMissing": "Enter the name of the unit.",
  "complaint.creditCodeMissing": "No credit code: enter it if it can be found.",
  "complaint.officeMissing": "Enter the office of the staff member.",
  "complaint.staffMissing": "Enter the name or number of the staff member.",
  "complaint.claimUnsupported": "Damages for mental suffering have no legal basis: tell the caller now.",
  "complaint.notAdmissible":
    "“{ground}”: this cannot be registered as a complaint. Tell the caller which door is open and record a consultation.",
  "complaint.overridden": "Registered in spite of “{ground}” for the reason given.",
  "idNumber.oldForm": "Old 15-digit ID number: ask for the new one.",
  "phone.unreadable": "This telephone number cannot be read; check it.",
  "phone.unknownAreaCode": "Unknown area code; check it.",
  "phone.notReachable": "This number may not be reachable; ask for a mobile number.",
  "period.format": "Write months as 2026-01.",
  "period.future": "The month lies in the future.",
  "period.order": "The last month is before the first.",
  "period.fromMissing": "Only the last month is given; ask for the first.",
  "ticket.moveNotAllowed": "A ticket cannot go from “{from}” to “{to}”. Nothing was changed.",
  "ticket.roleNotAllowed": "Your role may not take this step. Nothing was changed.",
  "signIn.agentIdShape": "An agent ID has 3 to 8 digits; leading zeros count.",
  "signIn.passwordMissing": "Enter the password.",
  "staff.signInAgain":
    "The server does not know this sign-in yet. Enter your password once more to see the team's figures.",
  "staff.lineNotPrivate":
    "The line to the server is not encrypted, so the password was not sent. Ask an administrator to set an https address.",
  "login.wrongPassword":
    "The server says the password is wrong. If it was changed just now, enter the new one.",
  "login.locked":
    "Five wrong passwords: the server locked this account. Try again in a quarter of an hour, or ask an administrator.",
  "login.disabled": "This account is disabled at the server. Ask an administrator.",
  "login.expired": "This account has expired at the server. Ask an administrator.",
  "statistics.needsServer":
    "The server counts the team's figures and cannot be reached now. Your own figures are here as ever; count again once it is back.",
  "statistics.rangeTooLong": "At most {days} days at a time. Choose a shorter range.",
  "statistics.rangeOrder": "The last day is before the first one. Check the dates.",
  internal:
    "The desk program failed and this was not done. What was saved is safe; try again, then ask an administrator.",
  "file.tooLarge": "“{name}” is larger than 14 MB and was not imported. Import it by path.",
  "session.accountExpired": "The accounts on this seat are too old. Connect it to the server and try again.",
  "server.notAServer":
    "Something else answers at the server's address. Records are kept here; check the address.",
  "server.error": "The server is broken; trying again. Work on: records are kept here.",
  "sync.gap": "A piece of the synchronisation is missing and being fetched. Records are kept here.",
  "sync.fork":
    "This seat was used on two computers; synchronisation stopped. Records are kept here; ask an administrator.",
  "sync.epoch": "The server was restored from a backup; comparing again. Records are kept here.",
  "sync.pruned": "Offline for too long; fetching everything anew. Records are kept here.",
  "sync.token": "The seat's credential is no longer valid; enrol again. Records are kept here.",
  "sync.revoked":
    "This seat was disabled; synchronisation stopped. Records are kept here; ask an administrator.",
  "sync.clientTooOld": "This desk program is too old for the server. Records are kept here; update.",
  "sync.tooLarge": "One record is too large for the server. It is kept here; ask an administrator.",
  "fact.closed": "This call record is closed and cannot be changed.",
  "fact.foreign": "This call record belongs to another agent or seat and was not stored.",
  "launch.environment":
    "A start option is wrong, so the seat was not enrolled as planned. Ask an administrator.",
  "file.tooMany":
    "At most {most} files at a time; nothing was imported. Import in parts, or the folder by path.",

  "admin.required": "A required entry is empty; nothing was saved. Fill it in and save again.",
  "admin.duplicate":
    "One of that name exists already; nothing was saved. Choose another name or change the existing one.",
  "admin.region": "A region code has six digits; nothing was saved. Check it.",
  "admin.unknownSite": "There is no such site; nothing was saved. Choose a site again.",
  "admin.periodOrder":
    "The service hours are out of order; nothing was saved. Begin before end, morning before afternoon.",
  "admin.noSuchDay": "That day does not exist, or not in every year; nothing was saved. Choose another day.",
  "admin.sameDay": "The two season changes cannot fall on one day; nothing was saved.",
  "admin.validityOrder": "The end of validity is before its begin; nothing was saved. Check the dates.",
  "admin.needsServer":
    "This is changed at the server, which cannot be reached; nothing was changed. Try again when it is back.",
  "insured.keyMissing": "Enter the whole name, or look up by ID number or phone.",
  "insured.nameAlone": "A name alone is not enough: ask for the date of birth or the employer.",
  "insured.thirdParty": "Somebody else is on the line: the person's data stay masked.",
  "insured.expired": "This look-up is over and its data are gone. Look up again if needed.",
  "insured.tooMany": "Too many look-ups; try again in {seconds} s.",
  "import.tooDeep":
    "The web page is nested too deeply and was not imported. Save it as plain text and try again.",
  "package.notAPackage": "This is not a library package. The library is unchanged.",
  "package.wrongFormat":
    "The library package was written by another version of the program. The library is unchanged; please update.",
  "package.truncated":
    "The library package is incomplete; perhaps the copy was cut off. The library is unchanged; please copy it again.",
  "package.tampered":
    "The library package does not match its signature: it was altered or damaged. The library is unchanged; please get it anew.",
  "package.unknownKey":
    "The library package is signed with a key that is not trusted here. The library is unchanged; compare the fingerprint with its maker before trusting it.",
  "package.older":
    "The library package is version {sequence}; this seat already has version {current}. The library is unchanged; please use a newer one.",
  "package.changedMeanwhile":
    "The file changed after it was checked, so it was not applied. The library is unchanged; please check it again.",
  "package.unreadable":
    "The library package cannot be read. The library is unchanged; please check path and permissions.",
  "package.unwritable":
    "The library package cannot be written; nothing was exported. Please check path, permissions and disk space.",
  "package.pathNotAbsolute":
    "Please give the whole path, such as D:\\library or /media/usb; a file name ends in .zxlib.",
  "package.tooLarge": "The library package is too large; please use a path. The library is unchanged.",
  "package.fingerprintWrong":
    "The fingerprint does not belong to this key, so it was not trusted. Please compare it group by group.",
  "package.empty": "The library is empty; there is nothing to export.",
  "alias.termKnown": "“{term}” is there already, for “{official}”. Change that entry.",
  "alias.termIsOfficial": "“{term}” cannot stand for itself.",
  "alias.noQuestions":
    "There is nothing to measure with: no citations here yet, and no questions about these documents.",
  "model.running": "A training is running already. Wait for it, or stop it first.",
  "model.noModel": "There is no shipped model to train from. The search goes on by words alone.",
  "model.tooFewQueries":
    "Only {queries} queries can be learned from; {missing} more are needed. The search is unchanged.",
  "model.tooFewClauses":
    "These queries lead to {clauses} clauses only; {missing} more are needed. The search is unchanged.",
  "model.candidateGone": "That training result is gone; look at what there is now. The search is unchanged.",
  "model.isShipped": "The shipped model is in use already.",
  "model.stopped": "The training was stopped; nothing changed.",
  "model.failed": "The training did not finish; the search is unchanged. Please try again.",
  "alias.stopped": "Measuring was stopped; nothing was changed.",
};
