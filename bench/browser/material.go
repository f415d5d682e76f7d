package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"tutti/api/wire"
	"tutti/bench/running"
	"tutti/client"
	"tutti/project"
)

// boardPlan asks 24 people for so many sub-gigs; every fourth waits for the one before.
func boardPlan(n int) string {
	var b strings.Builder
	b.WriteString("title: Bench\ncurrency: EUR\ndelivery: {kind: file}\nrecipe: {kind: bundle}\npeople:\n")
	for i := range 24 {
		fmt.Fprintf(&b, "  - {handle: player-%d, name: \"Player %d\", country: FI, zone: Europe/Helsinki}\n", i, i)
	}
	b.WriteString("sub_gigs:\n")
	for i := range n {
		needs := ""
		if i%4 == 3 {
			needs = fmt.Sprintf(", needs: [part-%d]", i-1)
		}
		fmt.Fprintf(&b, "  - {key: part-%d, title: \"Part %d\", role: player, price: \"10.00\", cast: [player-%d]%s}\n", i, i, i%24, needs)
	}
	return b.String()
}

// recordTrack has a track of so many stems delivered; all but one, which it gives, are approved.
func recordTrack(ctx context.Context, p *running.Program, dir string, stems, seconds int) (project.DeliveryID, error) {
	plan := "title: Track\ncurrency: EUR\npeople: [{handle: ama, name: Ama Mensah, country: GH}]\n" +
		"delivery: {kind: audio, formats: [wav]}\nrecipe: {kind: audio-mix, outputs: [wav]}\nsub_gigs:\n"
	for i := range stems {
		plan += fmt.Sprintf("  - {key: stem-%d, title: \"Stem %d\", role: player, price: \"10.00\", cast: [ama]}\n", i, i)
	}
	id, err := p.Launch(ctx, plan)
	if err != nil {
		return "", err
	}
	seller, err := p.Seller(ctx, "ama")
	if err != nil {
		return "", err
	}
	for i := range stems {
		path := filepath.Join(dir, fmt.Sprintf("stem-%d.wav", i))
		tone := fmt.Sprintf("sine=frequency=%d:duration=%d:sample_rate=48000,volume=0.5", 110+20*i, seconds)
		if out, err := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", tone, "-c:a", "pcm_s24le", path).CombinedOutput(); err != nil {
			return "", fmt.Errorf("make a stem: %w: %s", err, out)
		}
		delivery, err := deliver(ctx, p, seller, id, path)
		if err != nil || i == stems-1 {
			return delivery, err
		}
		if _, err := p.Operator.Review(ctx, delivery, wire.ReviewRequest{Decision: project.Approve, Notes: []project.Note{{Text: "Good as it is."}}}); err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("a room needs a stem")
}

// deliver takes the next open offer to its review.
func deliver(ctx context.Context, p *running.Program, seller *client.Client, id project.ProjectID, path string) (project.DeliveryID, error) {
	var sub project.SubGigID
	err := running.Await("an offer", func() (bool, error) {
		offers, err := seller.Offers(ctx, client.OfferQuery{State: project.OfferOpen, Project: id})
		if err != nil || len(offers.Items) == 0 {
			return false, err
		}
		sub = offers.Items[0].SubGigID
		_, err = seller.Accept(ctx, offers.Items[0].ID)
		return true, err
	})
	if err != nil {
		return "", err
	}
	upload, err := seller.UploadFile(ctx, wire.UploadRequest{ProjectID: id, SubGigID: sub, Name: filepath.Base(path)}, path, nil)
	if err != nil {
		return "", err
	}
	if _, err := seller.Deliver(ctx, sub, wire.DeliveryRequest{UploadIDs: []project.UploadID{upload.ID}}); err != nil {
		return "", err
	}
	var delivery project.DeliveryID
	err = running.Await("the inspection", func() (bool, error) {
		gig, err := p.Operator.SubGig(ctx, sub)
		delivery = gig.DeliveryID
		return gig.State == project.InReview, err
	})
	return delivery, err
}
