package main

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) reviewCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "review", Short: "judge what was delivered"},
		c.reviewList(), c.reviewShow(), c.reviewApprove(), c.reviewRevise(), c.reviewRelease(), c.reviewRate(), c.reviewReopen(), c.reviewStale(), c.reviewStems(),
		c.reviewNote(), c.reviewNotes(), c.reviewDrop())
}

func (c *cli) reviewList() *cobra.Command {
	cmd := c.ofProject(leaf("list", "[PROJECT]", "list what waits for a review, in one project or in all", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list := []placed{}
		t := table{head: []string{"sub-gig", "key", "version", "who", "", "review until", "project"}}
		for sub, err := range subGigsOf(ctx, server, args, project.InReview) {
			if err != nil {
				return err
			}
			list = append(list, sub)
			who, country := "", ""
			if sub.Seller != nil {
				who, country = sub.Seller.Name, sub.Seller.Country
			}
			t.add(string(sub.ID), sub.Key, fmt.Sprint(sub.Version), who, country, whenOf(sub.Due), sub.Project)
		}
		return c.answer(list, t)
	}))
	cmd.Aliases = []string{"ls"}
	return cmd
}

func (c *cli) reviewShow() *cobra.Command {
	return c.ofSubGig(leaf("show", "DELIVERY|SUB_GIG", "show a delivery with its findings", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findDelivery(ctx, server, args[0])
		if err != nil {
			return err
		}
		d, err := server.Delivery(ctx, id)
		if err != nil {
			return err
		}
		return c.answer(d, deliveryTables(d)...)
	}), project.InReview)
}

// findDelivery takes the id of a delivery, or a sub-gig for its latest one.
func findDelivery(ctx context.Context, server *client.Client, text string) (project.DeliveryID, error) {
	if strings.HasPrefix(text, project.PrefixDelivery+"_") {
		return project.DeliveryID(text), nil
	}
	id, err := findSubGig(ctx, server, text)
	if err != nil {
		return "", err
	}
	sub, err := server.SubGig(ctx, id)
	if err == nil && sub.DeliveryID == "" {
		err = project.Errorf(project.NotFound, "nothing was delivered for %s yet", sub.Key)
	}
	return sub.DeliveryID, err
}

func (c *cli) reviewApprove() *cobra.Command {
	var words []string
	cmd := leaf("approve", "DELIVERY|SUB_GIG", "approve a delivery: its seller is paid", func(ctx context.Context, args []string) error {
		request := wire.ReviewRequest{Decision: project.Approve}
		for _, text := range words {
			request.Notes = append(request.Notes, project.Note{Text: text})
		}
		return c.decide(ctx, args[0], request)
	})
	cmd.Flags().StringArrayVar(&words, "note", nil, "a word with it; needed where the inspection warned of something, and then why it is good all the same")
	return c.ofSubGig(cmd, project.InReview)
}

func (c *cli) reviewRevise() *cobra.Command {
	var notes, take []string
	var price string
	cmd := leaf("revise", "DELIVERY|SUB_GIG", "ask for a revision", func(ctx context.Context, args []string) error {
		request := wire.ReviewRequest{Decision: project.Revise}
		for _, text := range notes {
			n, err := parseNote(text)
			if err != nil {
				return err
			}
			request.Notes = append(request.Notes, n)
		}
		if len(notes)+len(take) == 0 {
			return project.Errorf(project.Invalid, "--note is missing: a revision says what to change, as --note \"2: the fill in bar 10 is missing\", or takes what was noted, as --take all")
		}
		if len(take) > 0 {
			server, err := c.connect(ctx)
			if err != nil {
				return err
			}
			id, err := findDelivery(ctx, server, args[0])
			if err != nil {
				return err
			}
			if request.NoteIDs, err = c.takenNotes(ctx, server, id, take); err != nil {
				return err
			}
		}
		if price == "" {
			return c.decide(ctx, args[0], request)
		}
		return c.revisePaid(ctx, args[0], request, price)
	})
	cmd.Long = "revise sends a delivery back. When the included revisions are used it asks the seller by a change order, at --price or else\n" +
		"at the plan's revision_price; the review stands still until they have answered."
	cmd.Flags().StringVar(&price, "price", "", "of a revision beyond the included ones, as 20.00")
	cmd.Flags().StringArrayVar(&notes, "note", nil, `what to change, citing the item of the brief: "2: text" or "2 @21.6-24: text" with seconds; may be repeated`)
	cmd.Flags().StringArrayVar(&take, "take", nil, "id of a note that waits and goes with this list, or all; may be repeated. `tutti review notes` lists them")
	return c.ofSubGig(cmd, project.InReview)
}

// revisePaid reads the price in the currency of the sub-gig.
func (c *cli) revisePaid(ctx context.Context, what string, request wire.ReviewRequest, price string) error {
	server, err := c.connect(ctx)
	if err != nil {
		return err
	}
	id, err := findDelivery(ctx, server, what)
	if err != nil {
		return err
	}
	d, err := server.Delivery(ctx, id)
	if err != nil {
		return err
	}
	sub, err := server.SubGig(ctx, d.SubGigID)
	if err != nil {
		return err
	}
	minor, err := readAmount("price", price, sub.Currency)
	if err != nil {
		return err
	}
	request.PriceMinor = &minor
	return c.decide(ctx, string(id), request)
}

// parseNote reads "2: text", "2 @21.6: text" and "2 @21.6-24: text".
func parseNote(text string) (project.Note, error) {
	form := regexp.MustCompile(`^\s*(\d{1,3})\s*(?:@\s*(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?)?\s*:\s*(\S.*)$`)
	m := form.FindStringSubmatch(text)
	if m == nil {
		return project.Note{}, project.Errorf(project.Invalid, "the note %q has the wrong form: write the number of the brief item, a colon and what to change, as \"2: the fill in bar 10 is missing\"", text)
	}
	n := project.Note{Text: m[4]}
	n.Brief, _ = strconv.Atoi(m[1]) // the form allows nothing but numbers here and below
	n.From, _ = strconv.ParseFloat(m[2], 64)
	n.To, _ = strconv.ParseFloat(m[3], 64)
	return n, nil
}

func (c *cli) reviewRelease() *cobra.Command {
	var notes []string
	cmd := leaf("release", "DELIVERY|SUB_GIG", "release the seller and ask the standby", func(ctx context.Context, args []string) error {
		if strings.HasPrefix(args[0], project.PrefixDelivery+"_") {
			request := wire.ReviewRequest{Decision: project.Release}
			for _, text := range notes {
				request.Notes = append(request.Notes, project.Note{Text: text})
			}
			return c.decide(ctx, args[0], request)
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findSubGig(ctx, server, args[0])
		if err != nil {
			return err
		}
		sub, err := server.ReleaseSubGig(ctx, id)
		if err != nil {
			return err
		}
		return c.answer(sub, subGigTable([]wire.SubGig{sub}))
	})
	cmd.Flags().StringArrayVar(&notes, "note", nil, "why, in words; may be repeated")
	return c.ofSubGig(cmd, "")
}

func (c *cli) decide(ctx context.Context, what string, request wire.ReviewRequest) error {
	server, err := c.connect(ctx)
	if err != nil {
		return err
	}
	id, err := findDelivery(ctx, server, what)
	if err != nil {
		return err
	}
	r, err := server.Review(ctx, id, request)
	if err != nil {
		return err
	}
	if r.ProposalID != "" {
		return c.answer(r, facts("delivery", string(r.DeliveryID), "decision", "revise, once the seller agrees", "asked", string(r.ProposalID), "notes", fmt.Sprint(len(r.Notes))))
	}
	return c.answer(r, facts("delivery", string(r.DeliveryID), "decision", string(r.Decision), "notes", fmt.Sprint(len(r.Notes)), "decided", when(r.CreatedAt)))
}
