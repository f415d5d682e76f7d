// Package backup copies a data directory while an instance works on it, and lays such a copy out again.
//
// A backup is one moment of both databases. Writing into either is held up for the instant in which a reader of each gets its
// snapshot, so nothing is in one of them that is not yet in the other: an instance that is restored stands as if it had been
// killed at that moment, which it survives as it survives any kill. The files of the store are written once under their hash, so
// they are copied afterwards; what came after the moment is left out.
//
// Servers outside (PostgreSQL, S3, Temporal) have backups of their own; docs/operations.md says in which order they are taken.
package backup
