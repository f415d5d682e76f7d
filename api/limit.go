package api

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// How many requests are answered in a minute when nothing else is said.
const (
	requestsOfPerson  = 6000
	requestsOfAddress = 12_000 // several people may share one
)

// ofPerson and ofAddress limit requests of every kind.
func (o Options) ofPerson() project.Limit {
	return project.Limit{Name: "person", Most: o.RequestsOfPerson, Within: time.Minute}
}

func (o Options) ofAddress() project.Limit {
	return project.Limit{Name: "address", Most: o.RequestsOfAddress, Within: time.Minute}
}

// guard is a limit of a way in.
func guard(name string, most int, within time.Duration) project.Limit {
	return project.Limit{Name: name, Most: most, Within: within, Strict: true}
}

// counted is a limit that a request was counted against.
type counted struct {
	project.Limit
	project.Allowance
}

// allow counts the request against the limit and gives the refusal of what is beyond, in the words.
func (a *API) allow(ctx context.Context, limit project.Limit, key, words string) error {
	left := a.o.Live.Allow(ctx, limit, key)
	requestOf(ctx).tellLimit(counted{limit, left})
	if left.OK {
		return nil
	}
	return later{project.Errorf(project.Limited, "%s", words), max(left.Ends, time.Second)}
}

// allowAddress counts the request against where it comes from.
func (a *API) allowAddress(ctx context.Context, limit project.Limit) error {
	return a.allow(ctx, limit, project.Household(requestOf(ctx).address),
		fmt.Sprintf("more than %d of these requests come from your network in %v; wait a little", limit.Most, project.Duration(limit.Within)))
}

// wrong gives err, which tells that a secret is wrong, until too many were; then it refuses to say anything.
func (a *API) wrong(ctx context.Context, limit project.Limit, err error) error {
	if beyond := a.allowAddress(ctx, limit); beyond != nil {
		return beyond
	}
	return err
}

// tellLimit says with the answer what is left, as draft-ietf-httpapi-ratelimit-headers writes it: one item for each limit.
func (r *request) tellLimit(c counted) {
	if r.header == nil {
		return
	}
	r.limits = append(r.limits, c)
	policies, left := make([]string, len(r.limits)), make([]string, len(r.limits))
	for i, c := range r.limits {
		policies[i] = fmt.Sprintf("%q;q=%d;w=%d", c.Name, c.Most, wholeSeconds(c.Within))
		left[i] = fmt.Sprintf("%q;r=%d;t=%d", c.Name, c.Left, wholeSeconds(c.Ends))
	}
	r.header.Set(wire.HeaderRateLimitPolicy, strings.Join(policies, ", "))
	r.header.Set(wire.HeaderRateLimit, strings.Join(left, ", "))
}

// wholeSeconds are never too few.
func wholeSeconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }
