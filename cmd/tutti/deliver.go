package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/board"
	"tutti/project"
)

func (c *cli) deliverCommand() *cobra.Command {
	var note string
	var wait, dry bool
	var rights rightsFlags
	cmd := leaf("deliver", "SUB_GIG FILE...", "send files up and submit them as the next version", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if dry {
			return c.dryRun(ctx, server, args[0], args[1:])
		}
		declared, err := rights.declaration()
		if err != nil {
			return err
		}
		d, err := c.deliver(ctx, server, args[0], args[1:], wire.DeliveryRequest{Note: note, Declaration: declared})
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
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only inspect the files, as often as you like; nothing is delivered and nobody is told")
	rights.add(cmd.Flags())
	return c.ofSubGig(cmd, project.Working)
}

func (c *cli) deliver(ctx context.Context, server *client.Client, to string, files []string, with wire.DeliveryRequest) (wire.Delivery, error) {
	sub, err := findOpenSubGig(ctx, server, to)
	if err != nil {
		return wire.Delivery{}, err
	}
	if with.Declaration == nil && sub.Licence != nil {
		return wire.Delivery{}, project.Errorf(project.Invalid, "the work is used under %q, so the rights to it must be declared: add --own-work when all of it is yours, "+
			"or --uses for each thing in it that is not", sub.Licence.Name)
	}
	if with.UploadIDs, err = c.sendTo(ctx, server, sub, files); err != nil {
		return wire.Delivery{}, err
	}
	return server.Deliver(ctx, sub.ID, with)
}

// findOpenSubGig gives a sub-gig that takes deliveries.
func findOpenSubGig(ctx context.Context, server *client.Client, to string) (sub wire.SubGig, err error) {
	id, err := findSubGig(ctx, server, to)
	if err != nil {
		return sub, err
	}
	if sub, err = server.SubGig(ctx, id); err != nil {
		return sub, err
	}
	return sub, takesDeliveries(sub)
}

// sendTo sends files up to a sub-gig.
func (c *cli) sendTo(ctx context.Context, server *client.Client, sub wire.SubGig, files []string) (uploads []project.UploadID, err error) {
	for _, file := range files {
		up, err := c.send(ctx, server, wire.UploadRequest{ProjectID: sub.ProjectID, SubGigID: sub.ID}, file)
		if err != nil {
			return nil, err
		}
		uploads = append(uploads, up.ID)
	}
	return uploads, nil
}

// dryRun inspects files without delivering them. Files that are delivered afterwards are not sent again.
func (c *cli) dryRun(ctx context.Context, server *client.Client, to string, files []string) error {
	sub, err := findOpenSubGig(ctx, server, to)
	if err != nil {
		return err
	}
	uploads, err := c.sendTo(ctx, server, sub, files)
	if err != nil {
		return err
	}
	run, err := server.DryRun(ctx, sub.ID, wire.DryRunRequest{UploadIDs: uploads})
	for err == nil && run.State == project.ErrandWorking {
		if err = pause(ctx, inspectionEvery); err == nil {
			run, err = server.DryRunOf(ctx, run.ID)
		}
	}
	if err != nil {
		return err
	}
	if run.Inspection == nil {
		return project.Errorf(project.Conflict, "the files were not inspected: %s", run.Problem)
	}
	if err := c.answer(run, append([]table{dryRunTable(run)}, findingTables(run.Inspection)...)...); err != nil {
		return err
	}
	if !run.Inspection.Passed {
		return project.Errorf(project.Conflict, "a delivery of these files would be sent back; mend what is marked block")
	}
	return nil
}

func dryRunTable(run wire.DryRun) table {
	verdict := "a delivery of these files would pass"
	if !run.Inspection.Passed {
		verdict = "a delivery of these files would be sent back"
	}
	return facts("dry run", string(run.ID), "verdict", verdict)
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
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
		if err := pause(ctx, inspectionEvery); err != nil {
			return d, err
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
	out = append(out, rightsTables(d.Declaration)...)
	out = append(out, findingTables(d.Inspection)...)
	for _, r := range d.Reviews {
		review := table{title: "Review: " + string(r.Decision)}
		for _, n := range r.Notes {
			review.add(board.Note(n))
		}
		out = append(out, review)
	}
	return out
}

// findingTables shows what an inspection found; no table when it found nothing.
func findingTables(i *project.Inspection) []table {
	if i == nil || len(i.Findings) == 0 {
		return nil
	}
	findings := table{title: "Findings"}
	for _, f := range i.Findings {
		findings.add(string(f.Severity), f.File, whereFound(f), f.Message, f.Fix)
	}
	return []table{findings}
}

// whereFound names the place of a finding within its file, as far as it has one.
func whereFound(f project.Finding) string {
	var places []string
	if f.From > 0 || f.To > 0 {
		places = append(places, board.Stretch(f.From, f.To))
	}
	if f.Page > 0 {
		places = append(places, fmt.Sprintf("page %d", f.Page))
	}
	if f.Row > 0 {
		places = append(places, fmt.Sprintf("row %d", f.Row))
	}
	if f.At != "" {
		places = append(places, f.At)
	}
	if a := f.Area; a != nil {
		places = append(places, fmt.Sprintf("%.0f-%.0f %% across, %.0f-%.0f %% down", a.X*100, (a.X+a.Width)*100, a.Y*100, (a.Y+a.Height)*100))
	}
	return strings.Join(places, ", ")
}
