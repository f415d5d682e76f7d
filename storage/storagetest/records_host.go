package storagetest

import (
	"context"
	"strconv"
	"time"

	"tutti/project"
)

// host plays the workflows of one project: it keeps the sections, applies commands to them and records every change,
// as the Section workflow does. It numbers its commits by twos, which leaves numbers for commits that come too late.
type host struct {
	tester
	r        project.Records
	id       project.ProjectID
	sections []project.Section
	epoch    []int
	seq      []int
	project  int // commits of the project itself
	now      time.Time
	drafts   int
	prices   int64
	logged   int64 // events that must be in the log
	last     []project.Commit
}

func newHost(t tester, r project.Records, n project.NewProject) *host {
	h := &host{tester: t, r: r, id: n.Project.ID, now: n.At.Add(time.Hour), logged: 1}
	for _, g := range n.SubGigs {
		if g.Section == len(h.sections) {
			h.sections = append(h.sections, project.Section{})
		}
		h.sections[g.Section].SubGigs = append(h.sections[g.Section].SubGigs, g.SubGig)
		h.prices += g.Terms.PriceMinor
	}
	h.epoch, h.seq, h.last = make([]int, len(h.sections)), make([]int, len(h.sections)), make([]project.Commit, len(h.sections))
	return h
}

// fund puts the money in and sets the prices aside, as far as it reaches, as the launch does.
func (h *host) fund(minor int64) {
	h.Helper()
	h.step(project.ProjectChange{State: project.ProjectRunning, Log: []project.LogEvent{{Kind: project.LogProjectLaunched, Actor: "per_buyer", At: h.now}},
		Postings: project.LaunchPostings(h.id, minor, min(minor, h.prices))})
}

// step records a change of the project itself.
func (h *host) step(change project.ProjectChange) project.Committed {
	h.Helper()
	h.project++
	h.logged += int64(len(change.Log))
	c := project.Commit{Key: project.CommitKey{Project: h.id, Writer: "project", Seq: h.project}, Project: &change, At: h.now}
	return must[project.Committed](h)(h.r.Commit(context.Background(), c))
}

// key is the next commit key of the section.
func (h *host) key(section int) project.CommitKey {
	h.seq[section] += 2
	return project.CommitKey{Project: h.id, Writer: strconv.Itoa(section), Epoch: h.epoch[section], Seq: h.seq[section]}
}

// do applies the command and records what changed, in this section and in those that waited for it. It gives the
// domain's refusal.
func (h *host) do(section int, id project.SubGigID, c project.Command) error {
	h.Helper()
	changes, err := h.sections[section].Apply(id, c, h.now)
	if err != nil {
		return err
	}
	h.commit(section, changes)
	return nil
}

func (h *host) commit(section int, changes []project.Change) {
	h.Helper()
	if len(changes) == 0 {
		return
	}
	for _, c := range changes {
		h.logged += int64(len(c.Effects.Log))
	}
	step := project.Commit{Key: h.key(section), Changes: changes, At: h.now}
	answer := must[project.Committed](h)(h.r.Commit(context.Background(), step))
	h.last[section] = step
	if answer.LastEvent != h.logged {
		h.Fatalf("the answer to %+v says %d events, there are %d", step.Key, answer.LastEvent, h.logged)
	}
	for _, u := range answer.Unblock {
		if u.Section == section {
			h.Fatalf("the answer names %s of the section itself", u.SubGig)
		}
		if err := h.do(u.Section, u.SubGig, project.Command{Kind: project.Unblock, Upstream: u.Upstream}); err != nil {
			h.Fatalf("unblock %s: %v", u.SubGig, err)
		}
	}
}

// elapse carries out the clocks of a section.
func (h *host) elapse(section int) {
	h.Helper()
	changes, err := h.sections[section].Elapse(h.now)
	if err != nil {
		h.Fatalf("elapse: %v", err)
	}
	h.commit(section, changes)
}

func (h *host) subGig(section, place int) project.SubGig { return h.sections[section].SubGigs[place] }

// accept takes the open offer.
func (h *host) accept(section, place int) {
	h.Helper()
	g := h.subGig(section, place)
	ask(h, "", "accept", h.do(section, g.ID, project.Command{Kind: project.Accept, Actor: g.Offer.Seller, Offer: g.Offer.ID}))
}

// submit drafts a delivery and hands it in.
func (h *host) submit(section, place int) project.DeliveryID {
	h.Helper()
	g := h.subGig(section, place)
	id := h.draftDelivery(g)
	ask(h, "", "submit", h.do(section, g.ID, project.Command{Kind: project.Submit, Actor: g.Seller, Delivery: id}))
	return id
}

func (h *host) draftDelivery(g project.SubGig) project.DeliveryID {
	h.Helper()
	h.drafts++
	id := project.DeliveryID(project.NewID(project.PrefixDelivery, h.now, string(g.ID)+strconv.Itoa(h.drafts)))
	d := project.Delivery{ID: id, Project: h.id, SubGig: g.ID, Seller: g.Seller, State: project.DeliveryDraft, Note: "here you are",
		Files: []project.DeliveryFile{{Name: "take.wav", SHA256: "aa" + strconv.Itoa(h.drafts), Size: 42, Type: "audio/wav"}}, CreatedAt: h.now}
	ask(h, "", "draft delivery", h.r.DraftDelivery(context.Background(), d))
	return id
}

// inspect judges the delivery in inspection.
func (h *host) inspect(section, place int, passed bool) {
	h.Helper()
	g := h.subGig(section, place)
	i := project.Inspection{Delivery: g.Delivery, Passed: passed, Tools: []string{"ffmpeg 5.1.9"},
		Findings: []project.Finding{{Code: "loud", Severity: project.Info, Message: "-14 LUFS"}},
		Files:    []project.FileFacts{{Name: "take.wav", SHA256: "aa", Size: 42, Type: "audio/wav", PCM: "bb", Audio: &project.AudioFacts{SampleRate: 48000, Seconds: 1.5}}}}
	ask(h, "", "put inspection", h.r.PutInspection(context.Background(), i, h.now))
	ask(h, "", "inspected", h.do(section, g.ID, project.Command{Kind: project.Inspected, Delivery: g.Delivery, Passed: passed}))
}

// decide writes a review and gives its decision.
func (h *host) decide(section, place int, decision project.Decision) project.ReviewID {
	h.Helper()
	g := h.subGig(section, place)
	id := h.draftReview(g, decision)
	ask(h, "", "decide", h.do(section, g.ID, project.Command{Kind: project.Decide, Actor: "per_producer", Delivery: g.Delivery, Decision: decision, Review: id}))
	return id
}

func (h *host) draftReview(g project.SubGig, decision project.Decision) project.ReviewID {
	h.Helper()
	h.drafts++
	id := project.ReviewID(project.NewID(project.PrefixReview, h.now, string(g.ID)+strconv.Itoa(h.drafts)))
	v := project.Review{ID: id, Delivery: g.Delivery, Reviewer: "per_producer", Decision: decision, State: project.ReviewDraft,
		Notes: []project.Note{{Brief: 1, From: 1.5, Text: "late"}}, CreatedAt: h.now}
	ask(h, "", "draft review", h.r.DraftReview(context.Background(), v))
	return id
}

// start opens every sub-gig of every section.
func (h *host) start() {
	h.Helper()
	for section := range h.sections {
		var all []project.Change
		for _, g := range h.sections[section].Clone().SubGigs {
			changes, err := h.sections[section].Apply(g.ID, project.Command{Kind: project.Start}, h.now)
			if err != nil {
				h.Fatalf("start %s: %v", g.ID, err)
			}
			all = append(all, changes...)
		}
		h.commit(section, all)
	}
}

// approve brings one sub-gig from its open offer to the end.
func (h *host) approve(section, place int) {
	h.Helper()
	h.accept(section, place)
	h.submit(section, place)
	h.inspect(section, place, true)
	h.decide(section, place, project.Approve)
}
