package api

import (
	"context"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

// callers knows how people of a project are called to whoever asks.
type callers struct {
	seen
	me       project.PersonID
	whole    bool // who people are is no secret to them: they see the work of all
	speakers map[project.Voice]project.Speaker
	roles    map[project.PersonID]project.MemberRole
}

// called looks up everything that the voices can be called by.
func (a *API) called(ctx context.Context, p seen, voices []project.Voice) (callers, error) {
	c := callers{seen: p, me: actor(ctx).ID, whole: p.work(ctx) || p.leads(), speakers: map[project.Voice]project.Speaker{}, roles: map[project.PersonID]project.MemberRole{}}
	var people []project.PersonID
	var parts []project.SubGigID
	for _, v := range voices {
		people = append(people, v.Person)
		if v.SubGig != "" {
			parts = append(parts, v.SubGig)
		}
	}
	known, err := a.o.Records.PeopleByID(ctx, people)
	if err != nil {
		return c, err
	}
	shows, err := a.o.Records.Showings(ctx, p.ID, people)
	if err != nil {
		return c, err
	}
	rows, err := a.o.Records.SubGigsByID(ctx, parts)
	if err != nil {
		return c, err
	}
	members, err := a.o.Records.Members(ctx, project.MemberFilter{Project: p.ID})
	if err != nil {
		return c, err
	}
	for _, m := range members {
		c.roles[m.Person] = m.Role
	}
	held := map[project.SubGigID]project.SubGigRecord{}
	for _, g := range rows {
		held[g.ID] = g
	}
	for _, v := range voices {
		g := held[v.SubGig]
		c.speakers[v] = project.Speaker{Voice: v, Handle: known[v.Person].Handle, Name: known[v.Person].Name, Part: g.Key,
			Left: g.Seller != v.Person || g.State == project.Cancelled, Shows: shows[v.Person]}
	}
	return c, nil
}

// open reports whether the reader may know who it is.
func (c callers) open(v project.Voice) bool { return c.whole || v.Person == c.me }

func (c callers) speaker(v project.Voice) wire.Speaker {
	s := c.speakers[v]
	m := wire.Speaker{ID: project.SpeakerOf(c.ID, v.Person), Name: s.Called(c.open(v)), Mention: s.Token(c.open(v)), Part: c.part(v), SubGig: s.Part, You: v.Person == c.me}
	if c.open(v) {
		m.PersonID = v.Person
	}
	return m
}

func (c callers) part(v project.Voice) string {
	switch {
	case v.SubGig != "":
		return wire.PartSeller
	case v.Person == c.Producer:
		return wire.PartProducer
	case v.Person == c.Buyer:
		return wire.PartBuyer
	}
	if role, ok := c.roles[v.Person]; ok {
		return string(role)
	}
	return wire.PartOther
}

// leads reports whether the caller leads a part of the project.
func (s seen) leads() bool {
	return slices.ContainsFunc(s.members, func(m project.Member) bool { return m.Role == project.MemberLead })
}

// text writes a message as the reader may read it: every mention by a name that they may know.
func (c callers) text(m project.Message) string {
	tokens := map[string]string{}
	for _, x := range m.Mentions {
		tokens[x.Name] = c.speakers[x.Voice].Token(c.open(x.Voice))
	}
	return project.WithMentions(m.Text, func(name string) (string, bool) {
		token, ok := tokens[name]
		return token, ok && token != ""
	})
}

// mentions finds whom a text names among those who are there: everybody by the name that its author may know. What it does
// not find stays in the text as it is.
func (a *API) mentions(ctx context.Context, p seen, voices []project.Voice, text string) (found []project.Mention, unknown []string, err error) {
	names := project.Mentions(text)
	if len(names) == 0 {
		return nil, nil, nil
	}
	c, err := a.called(ctx, p, voices)
	if err != nil {
		return nil, nil, err
	}
	byName := map[string]project.Voice{}
	for i := len(voices) - 1; i >= 0; i-- { // a handle counts before the key of a sub-gig, an earlier voice before a later one
		if part := c.speakers[voices[i]].Part; part != "" {
			byName[part] = voices[i]
		}
	}
	for i := len(voices) - 1; i >= 0; i-- {
		byName[c.speakers[voices[i]].Token(c.open(voices[i]))] = voices[i]
	}
	for _, name := range names {
		if v, ok := byName[name]; ok {
			found = append(found, project.Mention{Name: name, Voice: v})
		} else {
			unknown = append(unknown, name)
		}
	}
	return found, unknown, nil
}
