import type { Migration } from "../migrate.ts";
import { deskMigration } from "./0001_desk.ts";
import { libraryMigration } from "./0002_library.ts";
import { openFactsMigration } from "./0003_open_facts.ts";
import { callBackMigration } from "./0004_callBacks.ts";
import { libraryPackagesMigration } from "./0005_libraryPackages.ts";
import { libraryUseMigration } from "./0006_libraryUse.ts";
import { searchVectorsMigration } from "./0007_searchVectors.ts";
import { libraryAliasesMigration } from "./0008_libraryAliases.ts";
import { searchModelsMigration } from "./0009_searchModels.ts";

/** Every step of the seat's schema, oldest first. */
export const migrations: readonly Migration[] = [
  deskMigration,
  libraryMigration,
  openFactsMigration,
  callBackMigration,
  libraryPackagesMigration,
  libraryUseMigration,
  searchVectorsMigration,
  libraryAliasesMigration,
  searchModelsMigration,
];
