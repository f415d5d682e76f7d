package project

import (
	"net/netip"
	"time"
)

// Limit is how many of one kind somebody may have within a time.
type Limit struct {
	Name   string // tells the counts of one limit from those of another; clients see it
	Most   int
	Within time.Duration

	// Strict limits guard a way in. Each process counts them by itself too, so that nobody begins anew because Redis is away
	// or was emptied; a process that can remember nobody more refuses.
	Strict bool
}

// Allowance is what is left of a limit.
type Allowance struct {
	OK   bool          // this one was within
	Left int           // how many more are, 0 or more
	Ends time.Duration // until the count begins anew
}

// Of says what is left when count were counted, this one with them, and the count begins anew after ends.
func (l Limit) Of(count int64, ends time.Duration) Allowance {
	return Allowance{OK: count <= int64(l.Most), Left: int(max(0, int64(l.Most)-count)), Ends: max(0, ends)}
}

// Household is what an address is counted by: all of an IPv4, the /64 of an IPv6, within which a household takes any address it likes.
// Empty for what is no address.
func Household(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	network, _ := ip.Prefix(64) // the number of bits fits
	return network.String()
}
