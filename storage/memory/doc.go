// Package memory keeps everything in the process: the reference of the storage ports. It is for tests, which it makes
// fast, and it passes the same suites as the real stores.
package memory
