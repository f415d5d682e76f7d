package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/board"
	"tutti/project"
)

func (c *cli) deliverCommand() *cobra.Command {
	var note string
	var wait bool
	cmd := leaf("deliver", "SUB_GIG FILE...", "send files up and submit them as the next version", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		d, err := c.deliver(ctx, server, args[0], args[1:], note)
		if err != nil {
			return err
		}
		if wait {
			if d, err = awaitInspection(ctx, server, d); err != nil {
				return err
			}
		}
		if err := c.answer(d, deliveryTables(d)...); err != nil {
			return err
		}
		if d.State == project.DeliveryRejected {
			return project.Errorf(project.Conflict, "the inspection sent version %d back; mend what is marked block and deliver again", d.Version)
		}
		return nil
	})
	cmd.Long = "deliver sends files to a sub-gig (its id, or PROJECT/KEY) and submits them. After a cut the same command goes on\nwhere it stopped: files that have arrived are not sent again."
	cmd.Flags().StringVar(&note, "note", "", "words for the reviewer")
	cmd.Flags().BoolVar(&wait, "wait", false, "wait for the inspection and show what it found")
	return c.ofSubGig(cmd, project.Working)
}

func (c *cli) deliver(ctx context.Context, server *client.Client, to string, files []string, note string) (wire.Delivery, error) {
	id, err := findSubGig(ctx, server, to)
	if err != nil {
		return wire.Delivery{}, err
	}
	sub, err := server.SubGig(ctx, id)
	if err != nil {
		return wire.Delivery{}, err
	}
	if err := takesDeliveries(sub); err != nil {
		return wire.Delivery{}, err
	}
	request := wire.DeliveryRequest{Note: note}
	for _, file := range files {
		up, err := c.send(ctx, server, wire.UploadRequest{ProjectID: sub.ProjectID, SubGigID: sub.ID}, file)
		if err != nil {
			return wire.Delivery{}, err
		}
		request.UploadIDs = append(request.UploadIDs, up.ID)
	}
	return server.Deliver(ctx, sub.ID, request)
}

// takesDeliveries refuses, before anything is sent up, what the server would refuse after it.
func takesDeliveries(sub wire.SubGig) error {
	var then string
	switch sub.State {
	case project.Working:
		return nil
	case project.Approved:
		then = "the work is done, nothing more is wanted"
	case project.InReview:
		then = "wait for the producer's decision on the version that is there"
	case project.Inspecting:
		then = "wait for the inspection of the version that is there"
	case project.Offered:
		then = "accept the offer first"
	default:
		then = "nothing can be delivered to it now"
	}
	return project.Errorf(project.Conflict, "the sub-gig %s is %s: %s", sub.Key, words(sub.State), then)
}

// inspectionEvery is how often the command looks whether the inspection is done.
const inspectionEvery = 500 * time.Millisecond

func awaitInspection(ctx context.Context, server *client.Client, d wire.Delivery) (wire.Delivery, error) {
	for d.State == project.DeliverySubmitted {
		select {
		case <-ctx.Done():
			return d, ctx.Err()
		case <-time.After(inspectionEvery):
		}
		next, err := server.Delivery(ctx, d.ID)
		if err != nil {
			return d, err
		}
		d = next
	}
	return d, nil
}

// deliveryTables shows a delivery with its findings and reviews.
func deliveryTables(d wire.Delivery) []table {
	files := table{title: "Files"}
	for _, f := range d.Files {
		files.add(f.Name, size(f.Size), f.Type, f.SHA256)
	}
	out := []table{facts("delivery", string(d.ID), "version", fmt.Sprint(d.Version), "state", words(d.State), "note", d.Note, "submitted", when(d.SubmittedAt)), files}
	if d.Inspection != nil && len(d.Inspection.Findings) > 0 {
		findings := table{title: "Findings"}
		for _, f := range d.Inspection.Findings {
			at := ""
			if f.From > 0 || f.To > 0 {
				at = board.Stretch(f.From, f.To)
			}
			findings.add(string(f.Severity), f.File, at, f.Message, f.Fix)
		}
		out = append(out, findings)
	}
	for _, r := range d.Reviews {
		review := table{title: "Review: " + string(r.Decision)}
		for _, n := range r.Notes {
			review.add(board.Note(n))
		}
		out = append(out, review)
	}
	return out
}
