package project

import (
	"slices"
	"strings"
)

// Spot is a moment or a stretch of time, a page, row, path, point or area of an artifact or a delivery: somebody hears, reads
// or sees something there. A zero field asks for nothing, but a Spot without anything is no spot.
type Spot struct {
	Seconds *float64 `json:"seconds,omitempty" minimum:"0" doc:"moment of a sound or film"`
	To      *float64 `json:"to_seconds,omitempty" minimum:"0" doc:"with seconds: the end of a stretch"`
	Page    int      `json:"page,omitempty" minimum:"0" doc:"page, from 1"`
	Row     int64    `json:"row,omitempty" minimum:"0" doc:"line of a text, row of a table, number of a cue or unit, from 1"`
	Path    string   `json:"path,omitempty" maxLength:"1000" doc:"file of an archive, or a folder of it"`
	X       *float64 `json:"x,omitempty" minimum:"0" maximum:"1" doc:"with y: a point of the picture, as a part of its width from the left"`
	Y       *float64 `json:"y,omitempty" minimum:"0" maximum:"1" doc:"with x: a part of its height from the top"`
	Width   *float64 `json:"width,omitempty" minimum:"0" maximum:"1" doc:"with x, y and height: an area of the picture"`
	Height  *float64 `json:"height,omitempty" minimum:"0" maximum:"1" doc:"with width"`
}

// Check reports, as Invalid, a spot that names nothing, or half of something.
func (s Spot) Check() error {
	if (s.X == nil) != (s.Y == nil) {
		return Errorf(Invalid, "a point of a picture needs both x and y")
	}
	if (s.Width == nil) != (s.Height == nil) || s.Width != nil && (s.X == nil || *s.X+*s.Width > 1 || *s.Y+*s.Height > 1 || *s.Width < 0 || *s.Height < 0) {
		return Errorf(Invalid, "an area of a picture needs x, y, width and height, and lies within it")
	}
	if s.To != nil && (s.Seconds == nil || *s.To < *s.Seconds) {
		return Errorf(Invalid, "to_seconds is the end of a stretch that begins at seconds")
	}
	if s.Seconds == nil && s.Page == 0 && s.Row == 0 && s.Path == "" && s.X == nil {
		return Errorf(Invalid, "say where: write seconds, page, row, path, or x and y")
	}
	if s.Seconds != nil && *s.Seconds < 0 || s.Page < 0 || s.Row < 0 {
		return Errorf(Invalid, "a place in a result is not below 0")
	}
	return nil
}

// Holds reports whether the span has the spot in it. Stretches are half open.
func (s Span) Holds(at Spot) bool {
	switch {
	case at.Seconds != nil && (max(*at.Seconds, at.end()) < s.FromSeconds || *at.Seconds >= s.ToSeconds):
		return false
	case at.Page > 0 && (at.Page < s.FromPage || at.Page >= s.ToPage):
		return false
	case at.Row > 0 && (at.Row < s.FromRow || at.Row >= s.ToRow):
		return false
	case at.Path != "" && !slices.ContainsFunc(s.Paths, func(p string) bool { return p == at.Path || strings.HasPrefix(p, strings.TrimSuffix(at.Path, "/")+"/") }):
		return false
	}
	return at.X == nil || s.Cell != nil && s.Cell.meets(at)
}

// end is where a stretch of time ends; 0 for a moment.
func (s Spot) end() float64 {
	if s.To == nil {
		return 0
	}
	return *s.To
}

// Whole reports whether the spot names no place: what is said is about all of it.
func (s Spot) Whole() bool { return s == Spot{} }

// Empty reports whether the span says nothing about a place.
func (s Span) Empty() bool {
	return s.ToSeconds <= s.FromSeconds && s.ToPage == 0 && s.ToRow == 0 && s.Cell == nil && len(s.Paths) == 0
}

// At lists the entries that sound or stand at the spot, in the order of the plan.
func (m Manifest) At(at Spot) []Entry {
	var out []Entry
	for _, e := range m.Entries {
		if !e.Empty() && e.Holds(at) {
			out = append(out, e)
		}
	}
	return out
}

// Whereabouts is where one sub-gig is in an artifact, or why it is not.
type Whereabouts struct {
	SubGig   SubGigID   `json:"sub_gig_id"`
	Key      string     `json:"key"`
	Title    string     `json:"title"`
	Delivery DeliveryID `json:"delivery_id,omitempty"`
	Version  int        `json:"version,omitempty"`
	Credit   *Credit    `json:"credit,omitempty"`
	In       bool       `json:"in"`
	Span
	Reason string `json:"reason,omitempty" doc:"why it is not in it"`
}

// Whereabouts tells of every sub-gig of the artifact, in the order of the plan: first what is in it, then what is missing.
func (m Manifest) Whereabouts() []Whereabouts {
	out := []Whereabouts{}
	for _, e := range m.Entries {
		w := whereabouts(e.Input)
		w.In, w.Span = true, e.Span
		out = append(out, w)
	}
	for _, in := range m.Missing {
		w := whereabouts(in)
		w.Reason = "nothing was approved for it when this was built: it " + strings.TrimPrefix(in.Waiting(), "it ")
		out = append(out, w)
	}
	return out
}

func whereabouts(in Input) Whereabouts {
	w := Whereabouts{SubGig: in.SubGig, Key: in.Key, Title: in.Title, Delivery: in.Delivery, Version: in.Version}
	if in.Credit.Name != "" {
		w.Credit = &in.Credit
	}
	return w
}

// PartIn tells one seller where their work on a sub-gig is in the artifact, or why it is not. deliveries are all of the
// sub-gig, oldest first. It tells nothing of what others delivered.
func (m Manifest) PartIn(g SubGigRecord, seller PersonID, deliveries []Delivery) Whereabouts {
	w := Whereabouts{SubGig: g.ID, Key: g.Key, Title: g.Title}
	own := slices.DeleteFunc(slices.Clone(deliveries), func(d Delivery) bool { return d.Seller != seller })
	for _, e := range m.Entries {
		if e.SubGig == g.ID && slices.ContainsFunc(own, func(d Delivery) bool { return d.ID == e.Delivery }) {
			w = whereabouts(e.Input)
			w.In, w.Span = true, e.Span
			return w
		}
	}
	w.Reason = absence(g, own)
	return w
}

// absence says why nothing of a seller stands in an artifact.
func absence(g SubGigRecord, own []Delivery) string {
	if g.State == Cancelled {
		return "the sub-gig was cancelled"
	}
	if len(own) == 0 {
		return "nothing was delivered for it"
	}
	switch own[len(own)-1].State {
	case DeliveryApproved:
		return "the delivery was approved after this was built; it is in the next one"
	case DeliveryReplaced:
		return "the delivery was replaced by a later one"
	case DeliveryRejected:
		return "the delivery did not pass inspection"
	case DeliveryRevised:
		return "a revision of the delivery was asked for"
	case DeliveryWithdrawn:
		return "its seller had left before the delivery was decided"
	}
	return "the delivery is not decided yet"
}
