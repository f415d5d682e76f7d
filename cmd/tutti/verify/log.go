package verify

import (
	"cmp"
	"context"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

// log holds that the events are numbered from 1 without a gap up to the last, and that they tell of every approval.
func (v *verifier) log(ctx context.Context) error {
	approved := map[project.SubGigID]project.DeliveryID{}
	var last, seen int64
	for {
		page, err := v.client.EventPage(ctx, v.id, last, wire.MaxEventLimit)
		if err != nil {
			return err
		}
		for _, e := range page.Items {
			if e.Seq != seen+1 {
				v.faultf(-1, Log, "event %d is followed by event %d", seen, e.Seq)
			}
			seen = e.Seq
			if e.Kind == project.LogApproved {
				approved[e.SubGigID] = e.DeliveryID
				v.approvals[e.SubGigID]++
			}
		}
		v.count(Log, len(page.Items))
		if page.Last <= last || !page.More {
			break
		}
		last = page.Last
	}
	if seen < v.about.LastEvent {
		v.faultf(-1, Log, "the log ends with event %d, the project has %d", seen, v.about.LastEvent)
	}
	for at, w := range v.works {
		if w.sub.State == project.Approved && approved[w.sub.ID] != w.sub.DeliveryID {
			v.faultf(at, Log, "is approved with %s, the log tells of %q", w.sub.DeliveryID, approved[w.sub.ID])
		}
	}
	return nil
}

// result puts the faults in the order of the areas and of the plan.
func (v *verifier) result() Result {
	r := Result{Project: v.about, Faults: []Fault{}}
	order := map[string]int{}
	for i, name := range areas() {
		order[name] = i
		r.Checks = append(r.Checks, *v.checks[name])
	}
	slices.SortStableFunc(v.faults, func(a, b placed) int {
		return cmp.Or(cmp.Compare(order[a.Check], order[b.Check]), cmp.Compare(a.at, b.at), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Message, b.Message))
	})
	for _, f := range v.faults {
		r.Faults = append(r.Faults, f.Fault)
	}
	return r
}
