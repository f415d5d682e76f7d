// Package storagetest holds one conformance suite for each storage port, which the memory fake and every real store
// pass alike, and what the suites need: real servers as processes and a network that fails on demand.
package storagetest
