// Package api is Tutti over HTTP: typed handlers, who may do what, commands that happen once, live events.
//
// It speaks to the ports of package project only: reads go to the records, commands go to the process, bytes go from
// the client straight to the object store. Every error is a problem document (RFC 9457) with one of the domain's codes.
// What the caller may not know of is answered exactly like what does not exist.
package api
