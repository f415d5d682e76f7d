package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) offerCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "offer", Aliases: []string{"offers"}, Short: "what you are asked to do"},
		c.offerList(), c.offerShow(), c.offerAccept(), c.offerDecline(), c.offerStepOut())
}

func (c *cli) offerList() *cobra.Command {
	var state, in string
	cmd := listing[wire.Offer]{
		short: "list your offers, newest first",
		head:  []string{"id", "state", "pays", "expires", "part", "project"},
		line: func(o wire.Offer) []string {
			pays, part, title := "", "", ""
			if o.Terms != nil {
				pays, part, title = money(o.Terms.PriceMinor-o.Terms.FeeMinor, o.Terms.Currency), o.Terms.Title, o.Terms.ProjectTitle
			}
			return []string{string(o.ID), string(o.State), pays, expiry(o), part, title}
		},
		whole: func(list []wire.Offer) any { return wire.OfferList{Items: list} },
		find: func(ctx context.Context, server *client.Client, _ []string) (part[wire.Offer], error) {
			return func(p client.Page) ([]wire.Offer, string, error) {
				some, err := server.Offers(ctx, client.OfferQuery{State: project.OfferState(state), Project: project.ProjectID(in), Page: p})
				return some.Items, some.Next, err
			}, nil
		},
	}.command(c)
	cmd.Flags().StringVar(&state, "state", "", "only those that are open, queued, accepted, declined, expired or withdrawn")
	cmd.Flags().StringVar(&in, "project", "", "only those of this project")
	return cmd
}

// expiry says until when an offer can be answered.
func expiry(o wire.Offer) string {
	if o.Stopped {
		return standsStill
	}
	return when(o.ExpiresAt)
}

func (c *cli) offerShow() *cobra.Command {
	return leaf("show", "OFFER", "show an offer with its brief and terms", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		o, err := server.Offer(ctx, project.OfferID(args[0]))
		if err != nil {
			return err
		}
		return c.answer(o, offerTables(o)...)
	})
}

func offerTables(o wire.Offer) []table {
	t := facts("offer", string(o.ID), "state", string(o.State), "sub-gig", string(o.SubGigID), "expires", expiry(o), "reason", o.Reason, "note", o.Note)
	terms := o.Terms
	if terms == nil {
		return []table{t}
	}
	t.rows = append(t.rows, facts(
		"project", terms.ProjectTitle, "part", terms.Title, "role", terms.Role,
		"pays", fmt.Sprintf("%s, less a fee of %s", money(terms.PriceMinor, terms.Currency), money(terms.FeeMinor, terms.Currency)),
		"time", lasting(time.Duration(terms.WorkForSeconds)*time.Second)+" after accepting", "revisions", fmt.Sprintf("%d included", terms.Revisions),
		"delivery", specLine(terms.Spec), "licence", licenceLine(terms.Licence),
	).rows...)
	brief := table{title: "Brief"}
	for i, item := range terms.Brief {
		brief.add(fmt.Sprint(i+1), item)
	}
	return []table{t, brief}
}

// licenceLine writes what may be done with the work; nothing where the plan does not say.
func licenceLine(l *project.Licence) string {
	if l == nil {
		return ""
	}
	return strings.TrimSuffix(l.Name+": "+strings.Join(strings.Fields(l.Text), " "), ": ")
}

// lasting writes a length of time in the units people plan with.
func lasting(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == day:
		return "1 day"
	case d > day && d%day == 0:
		return fmt.Sprintf("%d days", d/day)
	case d >= time.Hour && d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d >= time.Minute && d%time.Minute == 0:
		return strings.TrimSuffix(d.String(), "0s")
	}
	return d.String()
}

// specLine writes what a delivery must be in one line.
func specLine(s project.Spec) string {
	parts := []string{string(s.Kind)}
	if len(s.Formats) > 0 {
		parts = append(parts, strings.Join(s.Formats, "/"))
	}
	if len(s.SampleRates) > 0 {
		parts = append(parts, strings.Trim(strings.ReplaceAll(fmt.Sprint(s.SampleRates), " ", "/"), "[]")+" Hz")
	}
	if len(s.Channels) > 0 {
		parts = append(parts, strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Channels), " ", "/"), "[]")+" channels")
	}
	if s.MinSeconds > 0 || s.MaxSeconds > 0 {
		parts = append(parts, fmt.Sprintf("%g to %g s", s.MinSeconds, s.MaxSeconds))
	}
	if s.MaxPeakDBFS != nil {
		parts = append(parts, fmt.Sprintf("peak at most %g dBFS", *s.MaxPeakDBFS))
	}
	if s.MaxBytes > 0 {
		parts = append(parts, "at most "+size(s.MaxBytes))
	}
	return strings.Join(parts, ", ")
}

func (c *cli) offerAccept() *cobra.Command {
	return leaf("accept", "OFFER", "take an offer", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		o, err := server.Accept(ctx, project.OfferID(args[0]))
		if err != nil {
			return err
		}
		if err := c.answer(o, offerTables(o)...); err != nil || c.format != "table" {
			return err
		}
		return c.recommend("deliver " + string(o.SubGigID) + " FILE" + c.dataFlag())
	})
}

func (c *cli) offerDecline() *cobra.Command {
	var in wire.DeclineRequest
	cmd := leaf("decline", "OFFER", "say no to an offer", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		o, err := server.Decline(ctx, project.OfferID(args[0]), in)
		if err != nil {
			return err
		}
		return c.answer(o, offerTables(o)...)
	})
	cmd.Flags().StringVar(&in.Reason, "reason", "other", strings.Join(project.DeclineReasons(), ", "))
	cmd.Flags().StringVar(&in.Note, "note", "", "words for the producer")
	return cmd
}

func (c *cli) offerStepOut() *cobra.Command {
	var reason string
	cmd := leaf("step-out", "SUB_GIG", "leave a sub-gig that you have accepted: the next candidate is asked", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		if err := server.StepOut(ctx, id, reason); err != nil {
			return err
		}
		return c.answer(struct{}{}, facts("sub-gig", string(id), "you", "are out of it"))
	})
	cmd.Long = "step-out leaves a sub-gig that you have accepted. What you keep of its price is the plan's kill fee, once a delivery\nof yours has passed inspection. Illness is nobody's fault and never counts against you."
	cmd.Flags().StringVar(&reason, "reason", "other", strings.Join(append(project.DeclineReasons(), project.ReasonIllness), ", "))
	return c.ofSubGig(cmd, project.Working)
}
