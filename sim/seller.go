package sim

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// planOffered lets the seller who is asked decide: take it, decline, ask or make a counter-offer, or say nothing.
func (r *Run) planOffered(g project.SubGigRecord, fresh bool) {
	a := r.people[g.Offer.Seller]
	if a == nil || g.Offer.State != project.OfferOpen || len(g.Proposals) > 0 || r.idle(a, fresh) {
		return
	}
	m, when, offer := a.Manner, r.soon(a, g.Timer.Due), g.Offer.ID
	switch {
	case r.often(m.Asks) && r.once(a, g, "ask", 4):
		r.propose(when, a, g, wire.ProposalRequest{Kind: project.Question, Words: r.words("a question")})
	case r.often(m.Counters) && r.once(a, g, "counter", 3):
		price := int64(float64(g.Offer.PriceMinor) * r.between(0.5, 1.6))
		r.propose(when, a, g, wire.ProposalRequest{Kind: project.Counter, Minor: price, TimeSeconds: r.seconds(g.Offer.WorkFor, 0.5, 1.5), Words: r.words("my terms")})
	case r.often(m.Declines):
		r.later(when, a, "decline", g.ID, func(ctx context.Context) error {
			_, err := a.client.Decline(ctx, offer, wire.DeclineRequest{Reason: pick(r.rng, project.DeclineReasons()...), Note: r.words("sorry")})
			return err
		})
	default:
		r.later(when, a, "accept", g.ID, func(ctx context.Context) error {
			if _, err := a.client.Offer(ctx, offer); err != nil {
				return err
			}
			_, err := a.client.Accept(ctx, offer)
			return err
		})
	}
}

// planCall lets sellers answer a call, each on their own.
func (r *Run) planCall(g project.SubGigRecord, fresh bool) {
	for _, a := range r.sellers {
		invited := len(g.Terms.Invited) == 0 || slices.Contains(g.Terms.Invited, a.id)
		if !invited && !r.often(3) || r.idle(a, fresh) || r.often(40) || r.often(a.Manner.Declines) {
			continue
		}
		if g.Call.Mode == project.CastOpenCall {
			r.later(r.soon(a, g.Timer.Due), a, "claim", g.ID, func(ctx context.Context) error {
				if _, err := a.client.Calls(ctx, page()); err != nil {
					return err
				}
				_, err := a.client.Claim(ctx, g.ID)
				return err
			})
			continue
		}
		r.later(r.soon(a, g.Timer.Due), a, "apply", g.ID, func(ctx context.Context) error { return r.apply(ctx, a, g) })
	}
}

func (r *Run) apply(ctx context.Context, a *actor, g project.SubGigRecord) error {
	in := wire.ApplicationRequest{Words: r.words("take me")}
	if g.Terms.Mode == project.CastAudition {
		up, err := r.upload(ctx, a, g, "sample.txt", []byte("a sample of "+string(a.id)))
		if err != nil {
			return err
		}
		in.UploadIDs = append(in.UploadIDs, up.ID)
	}
	_, err := a.client.Apply(ctx, g.ID, in)
	return err
}

// planWork is what the seller does who has the sub-gig.
func (r *Run) planWork(g project.SubGigRecord, fresh bool) {
	a := r.people[g.Seller]
	if a == nil || r.idle(a, fresh) {
		return
	}
	m, when := a.Manner, r.soon(a, g.Timer.Due)
	switch {
	case r.often(m.Ill) && r.once(a, g, "ill", 1):
		r.stepOut(when, a, g, project.ReasonIllness)
		return
	case r.often(m.Leaves) && r.once(a, g, "leave", 1):
		r.stepOut(when, a, g, "busy")
		return
	case r.often(m.Extends) && r.once(a, g, "extend", 2):
		r.propose(when*0.4, a, g, wire.ProposalRequest{Kind: project.Extension, TimeSeconds: r.seconds(g.Terms.WorkFor, 0.1, 3), Words: r.words("more time")})
	case r.often(m.Changes) && r.once(a, g, "change", 2):
		r.changeOrder(when*0.8, a, g)
	case r.often(m.Parts) && r.once(a, g, "part", 1):
		r.part(when*0.8, a, g)
	case r.often(m.Quarrels) && r.once(a, g, "quarrel", 1):
		r.quarrel(when*0.8, a, g)
	}
	r.later(when, a, "deliver", g.ID, func(ctx context.Context) error { return r.deliver(ctx, a, g) })
}

func (r *Run) stepOut(when float64, a *actor, g project.SubGigRecord, reason string) {
	do := "step out"
	if reason == project.ReasonIllness {
		do = "fall ill"
	}
	r.later(when, a, do, g.ID, func(ctx context.Context) error { return a.client.StepOut(ctx, g.ID, reason) })
}

// deliver sends one or two files up and submits them, sometimes files that inspection rejects.
func (r *Run) deliver(ctx context.Context, a *actor, g project.SubGigRecord) error {
	now, err := a.client.SubGig(ctx, g.ID)
	if err != nil {
		return err
	}
	if _, err := a.client.SubGigReferences(ctx, g.ID); err != nil {
		return err
	}
	done := handed{sub: g.ID, seller: a.id, files: map[string]string{}}
	in := wire.DeliveryRequest{Note: r.words("here it is")}
	for i := range 1 + r.rng.IntN(2) {
		name := fmt.Sprintf("take-%d.txt", i)
		content := []byte(fmt.Sprintf("%s %s version %d file %d chance %d\n", g.ID, a.id, now.Version+1, i, r.rng.Uint64()))
		if r.often(a.Manner.BadFile) {
			content = append([]byte(badFile), content...)
		}
		up, err := r.upload(ctx, a, g, name, content)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		done.files[name] = hex.EncodeToString(sum[:])
		in.UploadIDs = append(in.UploadIDs, up.ID)
	}
	taken, err := a.client.Deliver(ctx, g.ID, in)
	if err == nil {
		done.id = taken.ID
		r.delivered = append(r.delivered, done)
	}
	return err
}

// badFile begins a picture, where text was asked for.
const badFile = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

func (r *Run) upload(ctx context.Context, a *actor, g project.SubGigRecord, name string, content []byte) (wire.Upload, error) {
	return a.client.UploadReader(ctx, wire.UploadRequest{ProjectID: g.Project, SubGigID: g.ID, Name: name, Size: int64(len(content)), Type: "text/plain"},
		bytes.NewReader(content), nil)
}

// planWaiting is what the seller does while the delivery is judged.
func (r *Run) planWaiting(g project.SubGigRecord, fresh bool) {
	a := r.people[g.Seller]
	if a == nil || !fresh || r.idle(a, fresh) {
		return
	}
	when := r.soon(a, g.Timer.Due)
	switch {
	case r.often(a.Manner.Leaves/2) && r.once(a, g, "leave", 1):
		r.stepOut(when, a, g, "dates")
	case r.often(a.Manner.Parts/2) && r.once(a, g, "part", 1):
		r.part(when, a, g)
	case r.often(a.Manner.Changes/2) && r.once(a, g, "change", 2):
		r.changeOrder(when, a, g)
	case r.often(a.Manner.Quarrels/2) && r.once(a, g, "quarrel", 1):
		r.quarrel(when, a, g)
	}
}

// words are free words with the mark of the run.
func (r *Run) words(text string) string { return text + ", says " + Mark(r.Seed) }

// seconds is a part of a length of time as the API takes it, one second at least.
func (r *Run) seconds(of time.Duration, least, most float64) int64 {
	return max(1, int64(math.Ceil(of.Seconds()*r.between(least, most))))
}
