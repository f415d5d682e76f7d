package demo

import (
	"context"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/ensemble"
	"tutti/project"
)

// Report is everything there is to say after a demo.
type Report struct {
	Project    wire.Project    `json:"project"`
	Final      wire.Artifact   `json:"final"`
	Files      []ensemble.File `json:"files"`
	Credits    wire.CreditList `json:"credits"`
	Currency   string          `json:"currency"`
	Totals     project.Totals  `json:"totals"`
	Balanced   bool            `json:"balanced"`
	Deliveries int             `json:"deliveries"` // versions, those that were sent back included
	Approved   int             `json:"approved"`
	SubGigs    int             `json:"sub_gigs"`
	Events     int64           `json:"events"`
	Counted    map[string]int  `json:"counted"` // events by kind
	Phases     []Phase         `json:"phases"`
	Took       time.Duration   `json:"took_ns"`
}

// Phase is a part of the demo and how long it took.
type Phase struct {
	Name string        `json:"name"`
	Took time.Duration `json:"took_ns"`
}

// collect reads the outcome back from the API, as the buyer.
func (d *demo) collect(ctx context.Context) error {
	r, buyer := &d.report, d.cast.buyer
	var err error
	if r.Project, err = buyer.Project(ctx, d.project); err != nil {
		return err
	}
	if r.Project.SubGigs != nil && r.Project.Approved != nil {
		r.SubGigs, r.Approved = *r.Project.SubGigs, *r.Project.Approved
	}
	if r.Credits, err = buyer.Credits(ctx, d.project); err != nil {
		return err
	}
	ledger, err := buyer.Ledger(ctx, d.project, client.Page{Limit: 1})
	if err != nil {
		return err
	}
	r.Currency, r.Totals, r.Balanced = ledger.Currency, ledger.Totals, ledger.Balanced
	if err := d.count(ctx); err != nil {
		return err
	}
	if r.Final, err = buyer.Artifact(ctx, r.Project.FinalID); err != nil {
		return err
	}
	r.Files, err = ensemble.Fetch(ctx, buyer, r.Final, d.dir)
	return err
}

// count walks through the whole log.
func (d *demo) count(ctx context.Context) error {
	r := &d.report
	r.Counted = map[string]int{}
	for {
		page, err := d.cast.buyer.EventPage(ctx, d.project, r.Events, wire.MaxEventLimit)
		if err != nil {
			return err
		}
		for _, e := range page.Items {
			r.Counted[string(e.Kind)]++
		}
		r.Events, r.Deliveries = page.Last, r.Counted[string(project.LogDelivered)]
		if !page.More {
			return nil
		}
	}
}
