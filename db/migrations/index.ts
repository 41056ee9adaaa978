import type { Migration } from "../migrate.ts";
import { deskMigration } from "./0001_desk.ts";
import { libraryMigration } from "./0002_library.ts";

/** Every step of the seat's schema, oldest first. */
export const migrations: readonly Migration[] = [deskMigration, libraryMigration];
