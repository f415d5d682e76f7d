package board

import (
	"context"
	"fmt"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// Follower turns a project's event log into what a board shows.
type Follower struct {
	client *client.Client
	id     project.ProjectID
	board  Board

	rows     []Row
	subs     []wire.SubGig
	place    map[project.SubGigID]int
	people   map[project.PersonID]wire.PersonName
	approved int
	previews int
	last     int64
}

// NewFollower reads where the project stands and begins the board with it.
func NewFollower(ctx context.Context, c *client.Client, id project.ProjectID, b Board) (*Follower, error) {
	f := &Follower{client: c, id: id, board: b}
	return f, f.read(ctx)
}

// Follow shows every event until stop says that the one just shown was the last, or ctx ends.
func (f *Follower) Follow(ctx context.Context, stop func(wire.Event) bool) error {
	for event, err := range f.client.Events(ctx, f.id, f.last) {
		if err != nil {
			return err
		}
		if event.Kind == wire.EventResync {
			err = f.read(ctx)
		} else {
			f.show(ctx, event)
		}
		if err != nil || stop(event) {
			return err
		}
	}
	return ctx.Err()
}

// read takes rows and people as they are now.
func (f *Follower) read(ctx context.Context) error {
	about, err := f.client.Project(ctx, f.id)
	if err != nil {
		return err
	}
	f.rows, f.subs, f.approved, f.last = nil, nil, 0, about.LastEvent
	f.place, f.people = map[project.SubGigID]int{}, map[project.PersonID]wire.PersonName{}
	for _, person := range []wire.PersonName{about.Buyer, about.Producer} {
		f.people[person.ID] = person
	}
	for sub, err := range f.client.AllSubGigs(ctx, f.id, "") {
		if err != nil {
			return err
		}
		f.place[sub.ID] = len(f.subs)
		f.subs = append(f.subs, sub)
	}
	for _, sub := range f.subs {
		f.rows = append(f.rows, f.rowOf(ctx, sub))
	}
	f.board.Begin(about.Title, f.rows)
	f.status()
	return nil
}

func (f *Follower) rowOf(ctx context.Context, sub wire.SubGig) Row {
	row := Row{Key: sub.Key, Title: sub.Title, State: sub.State, Version: sub.Version}
	switch {
	case sub.Seller != nil:
		row.Person, row.Country = sub.Seller.Name, sub.Seller.Country
	case sub.Offer != nil:
		person := f.person(ctx, sub.ID, sub.Offer.SellerID)
		row.Person, row.Country = person.Name, person.Country
	}
	if sub.State == project.Waiting {
		row.Note = "waits for " + f.keys(sub.NeedsOpen)
	}
	if sub.State == project.Approved {
		row.Note = fmt.Sprintf("approved, version %d", sub.Version)
		f.approved++
	}
	return row
}

// person gives somebody who has to do with the sub-gig. Lists do not name candidates, so they are read when one is met.
func (f *Follower) person(ctx context.Context, sub project.SubGigID, id project.PersonID) wire.PersonName {
	if _, known := f.people[id]; !known {
		f.people[id] = wire.PersonName{ID: id, Name: "somebody"}
		if now, err := f.client.SubGig(ctx, sub); err == nil {
			for _, p := range now.Candidates {
				f.people[p.ID] = p
			}
		}
	}
	return f.people[id]
}

func (f *Follower) keys(ids []project.SubGigID) string {
	keys := make([]string, 0, len(ids))
	for _, id := range ids {
		if i, ok := f.place[id]; ok {
			keys = append(keys, f.subs[i].Key)
		}
	}
	return And(keys)
}

// And joins words as people do: a, b and c.
func And(words []string) string {
	text := ""
	for i, w := range words {
		switch {
		case i == 0:
			text = w
		case i == len(words)-1:
			text += " and " + w
		default:
			text += ", " + w
		}
	}
	return text
}

func (f *Follower) status() {
	text := fmt.Sprintf("%d/%d approved", f.approved, len(f.rows))
	switch f.previews {
	case 0:
	case 1:
		text += ", 1 preview built"
	default:
		text += fmt.Sprintf(", %d previews built", f.previews)
	}
	f.board.Status(text)
}

// show tells one event.
func (f *Follower) show(ctx context.Context, e wire.Event) {
	f.last = e.Seq
	i, known := f.place[e.SubGigID]
	if !known {
		f.tell(ctx, e)
		return
	}
	row := f.rows[i]
	line := f.change(ctx, &row, f.subs[i], e)
	f.rows[i] = row
	f.board.Change(i, row, line)
	if e.Kind == project.LogApproved {
		f.approved++
		f.status()
	}
}
