package records_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
)

// life does everything that one sub-gig asks of the records from its offer to its approval: what the API writes, an
// upload and a review, and what the workflow commits.
func life(t *testing.T, s *records.Store, n project.NewProject) {
	t.Helper()
	ctx, now, seq := context.Background(), n.At, 0
	section := project.Section{SubGigs: []project.SubGig{n.SubGigs[0].SubGig}}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	give := func(c project.Command) {
		t.Helper()
		now, seq = now.Add(time.Minute), seq+1
		changes, err := section.Apply(n.SubGigs[0].ID, c, now)
		check(err)
		_, err = s.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "0", Seq: seq}, Changes: changes, At: now})
		check(err)
	}
	command := func(do func()) { // as the API wraps each: begin, do, keep the answer
		t.Helper()
		c, err := s.BeginCommand(ctx, project.CommandRecord{Actor: "per_a", Key: strconv.Itoa(seq), Request: "r", At: now})
		check(err)
		do()
		c.Status = 201
		check(s.EndCommand(ctx, c))
	}
	fund := project.ProjectChange{State: project.ProjectRunning, Postings: []project.Posting{{Key: "fund", Kind: project.PostFund, Minor: 100}}}
	_, err := s.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "project", Seq: 1}, Project: &fund, At: now})
	check(err)
	give(project.Command{Kind: project.Start})
	seller := n.People[0].ID
	command(func() {
		give(project.Command{Kind: project.Accept, Actor: seller, Offer: section.SubGigs[0].Offer.ID})
	})
	command(func() {
		_, err := s.PutUpload(ctx, project.Upload{ID: "upl_1", Owner: seller, Project: n.Project.ID, SubGig: n.SubGigs[0].ID, State: project.UploadOpen})
		check(err)
	})
	command(func() {
		check(s.MoveUpload(ctx, "upl_1", project.UploadOpen, project.UploadChecking, "", now))
		check(s.MoveUpload(ctx, "upl_1", project.UploadChecking, project.UploadReady, "cafe", now))
	})
	command(func() {
		check(s.DraftDelivery(ctx, project.Delivery{ID: "dlv_1", Project: n.Project.ID, SubGig: n.SubGigs[0].ID, Seller: seller, CreatedAt: now}))
		give(project.Command{Kind: project.Submit, Actor: seller, Delivery: "dlv_1"})
	})
	check(s.PutInspection(ctx, project.Inspection{Delivery: "dlv_1", Passed: true}, now))
	give(project.Command{Kind: project.Inspected, Delivery: "dlv_1", Passed: true})
	command(func() {
		check(s.DraftReview(ctx, project.Review{ID: "rev_1", Delivery: "dlv_1", Decision: project.Approve, CreatedAt: now}))
		give(project.Command{Kind: project.Decide, Actor: "per_producer", Delivery: "dlv_1", Decision: project.Approve, Review: "rev_1"})
	})
	if section.SubGigs[0].State != project.Approved {
		t.Fatalf("the life ended in %s", section.SubGigs[0].State)
	}
}
