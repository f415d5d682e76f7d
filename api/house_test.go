package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
)

// house is two projects with everybody that there can be in one. In the project of the house, seller holds the drums, which
// replaced has left and standby waits for, and other holds the bass; both were delivered and are in review. The second
// project has a buyer, a producer and a seller of its own. Previews stand for the originals of deliveries.
type house struct {
	*world
	project, second project.ProjectID
	drums, bass     project.SubGigID
	names           map[place]string
}

// place is what a name in a route stands for: for one person, or for everybody when there is none, within a scope.
type place struct {
	scope  scope
	person string
	name   string
}

// scope says whose things a request is about.
type scope int

// The scopes, in the order in which a cell of the table has them.
const (
	own     scope = iota // what the person has or takes part in, else the drums and what belongs to them
	another              // of the same project: the bass and what belongs to it
	foreign              // of the second project
)

// everyone are the kinds of people, in the order of the columns. Nobody sends no token.
func everyone() []string {
	return []string{"nobody", "operator", "inspector", "auditor", "buyer", "viewer", "producer", "lead", "mentor", "seller", "standby", "replaced", "guest", "stranger"}
}

func housePlan(title, producer, first, standby, bassist string) string {
	return fmt.Sprintf(`title: %s
brief: Play it straight.
currency: EUR
budget: 900.00
producer: %s
references:
  - key: notes
requirements:
  - {key: lyrics, title: The lyrics, kind: text, required: false}
sub_gigs:
  - key: drums
    title: Drums
    role: drummer
    price: 120.00
    brief: [Straight eights, No fills]
    cast: [%s]
    standby: [%s]
    extras: [{key: solo, title: A solo, price: 45.50, work: 24h}]
    delivery: {kind: file, max_bytes: 100000000}
    references: [notes]
  - key: bass
    title: Bass
    role: bassist
    price: 80.00
    cast: [%s]
recipe: {kind: bundle}
`, title, producer, first, standby, bassist)
}

// unlimited never counts: everybody tries everything here.
type unlimited struct{ project.Live }

func (unlimited) Allow(_ context.Context, l project.Limit, _ string) project.Allowance {
	return l.Of(1, l.Within)
}

func newHouse(t *testing.T, change ...func(*api.Options)) *house {
	t.Helper()
	_, behind := storeBehind(t)
	change = append([]func(*api.Options){behind, func(o *api.Options) { o.Live = unlimited{o.Live} }}, change...)
	h := &house{world: newWorld(t, change...), names: map[place]string{}}
	h.held.verdict = h.sealedVerdict
	for _, handle := range everyone()[1:] {
		role := map[string]project.Role{"operator": project.RoleOperator, "inspector": project.RoleAuditor, "buyer": project.RoleBuyer, "producer": project.RoleProducer}[handle]
		if role == "" {
			role = project.RoleSeller
		}
		h.person(handle, role)
	}
	for _, handle := range []string{"other", "max", "moe", "pat", "zoe", "zac"} {
		h.person(handle, project.RoleSeller)
	}
	h.project = h.begun("buyer", housePlan("The house", "producer", "replaced", "seller, standby", "other"))
	h.second = h.begun("bob", housePlan("Next door", "pat", "zoe", "zac", "zac"))
	h.name(own, "", "project", h.project)
	h.name(foreign, "", "project", h.second)
	h.work()
	h.members()
	h.built(own, h.project)
	h.built(foreign, h.second)
	h.talk()
	for _, handle := range everyone()[1:] {
		h.name(own, handle, "person", h.ids[handle])
		h.name(own, handle, "handle", handle)
		h.name(own, handle, "token", h.spareToken(handle))
		h.name(own, handle, "session", h.session(handle))
		h.name(own, handle, "browser", h.browser(handle))
	}
	return h
}

// sealedVerdict finds every file to be a sound with a preview.
func (h *house) sealedVerdict(d project.Delivery) project.Inspection {
	i := inspected(d, "audio/vnd.wave")
	for n, f := range i.Files {
		key := project.DerivedKey(f.SHA256, "preview.mp3")
		must(h.t, h.objects.Put(context.Background(), key, strings.NewReader("reduced"), 7, "audio/mpeg", ""))
		i.Files[n].Previews = []string{key}
	}
	return i
}

// name says what {name} stands for.
func (w *house) name(s scope, person, name string, id any) {
	w.names[place{s, person, name}] = fmt.Sprint(id)
}

// fill puts ids into a route or a body, as they are for the person in the scope. With missing, they are of the same kind and
// nothing has them.
func (h *house) fill(text, person string, s scope, missing bool) string {
	for {
		_, rest, found := strings.Cut(text, "{{")
		name, _, whole := strings.Cut(rest, "}}")
		if !found || !whole {
			return text
		}
		id, there := h.names[place{s, person, name}]
		for _, p := range []place{{s, "", name}, {own, "", name}} {
			if !there {
				id, there = h.names[p]
			}
		}
		if !there {
			h.t.Fatalf("{%s} stands for nothing", name)
		}
		if missing && strings.Contains(id, "_") {
			id = project.NewID(id[:3], h.clock.Now(), "not there")
		}
		text = strings.ReplaceAll(text, "{{"+name+"}}", id)
	}
}

// begun creates and launches a project of the buyer.
func (h *house) begun(buyer, text string) project.ProjectID {
	h.t.Helper()
	ctx := context.Background()
	p, err := h.as(buyer).CreateProject(ctx, []byte(text))
	must(h.t, err)
	_, err = h.as(buyer).Launch(ctx, p.ID)
	must(h.t, err)
	return p.ID
}

// work has the sellers accept, deliver and leave.
func (h *house) work() {
	h.t.Helper()
	ctx := context.Background()
	left := h.holds(own, "replaced", "replaced")
	h.drums = left.SubGigID
	_, err := h.as("producer").Review(ctx, project.DeliveryID(h.names[place{own, "replaced", "delivery"}]),
		wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Text: "louder", Brief: 1}}})
	must(h.t, err)
	must(h.t, h.as("replaced").StepOut(ctx, left.SubGigID, "busy"))
	h.holds(own, "", "seller")
	h.bass = h.holds(another, "", "other").SubGigID
	h.holds(foreign, "", "zoe")
	h.name(own, "", "person", h.ids["seller"])
	h.name(own, "", "handle", "seller")
	h.name(own, "", "token", h.spareToken("seller"))
	h.name(own, "", "session", h.session("seller"))
	h.name(own, "", "browser", h.browser("seller"))
	letter := project.Letter{Key: "invite/seller", Kind: project.LetterInvitation, To: h.ids["seller"], At: h.clock.Now()}.Named()
	must(h.t, h.records.PutLetters(ctx, letter))
	must(h.t, h.records.HearLetter(ctx, letter.ID, project.LetterNews{State: project.LetterFailed, At: h.clock.Now()}))
	h.name(own, "", "letter", letter.ID)
	h.name(own, "", "link", project.NewID(project.PrefixLink, h.clock.Now(), "nobody's"))
	for s, handle := range map[scope]string{own: "seller", another: "other", foreign: "zoe"} {
		id := h.project
		if s == foreign {
			id = h.second
		}
		h.name(s, "", "payout", h.paidOut(id, handle, 100))
		if s != own {
			h.name(s, "", "person", h.ids[handle])
			h.name(s, "", "handle", handle)
			h.name(s, "", "token", h.spareToken(handle))
			h.name(s, "", "session", h.session(handle))
			h.name(s, "", "browser", h.browser(handle))
		}
	}
	for _, handle := range []string{"seller", "other", "zoe"} { // they look after their profiles themselves
		must(h.t, h.records.PutProfile(ctx, project.Profile{Person: h.ids[handle], Keeper: h.ids[handle], Country: "GH"}))
	}
	h.name(own, "replaced", "payout", h.paidOut(h.project, "replaced", 50))
}

// holds has a seller accept their offer, deliver, ask for something and try a delivery; what comes of it is known to person.
func (h *house) holds(s scope, person, handle string) wire.Offer {
	h.t.Helper()
	ctx, c := context.Background(), h.as(handle)
	o := h.accepted(handle)
	up := h.sent(handle, o, "take.wav", []byte(original+" by "+handle))
	d, err := c.Deliver(ctx, o.SubGigID, wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}, Note: "as asked"})
	must(h.t, err)
	dry, err := c.DryRun(ctx, o.SubGigID, wire.DryRunRequest{UploadIDs: []project.UploadID{up.ID}})
	must(h.t, err)
	asked, err := c.Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 100, Words: "one more take"})
	must(h.t, err)
	buyer := "buyer"
	if s == foreign {
		buyer = "bob"
	}
	ranking, err := h.as(buyer).Rank(ctx, o.SubGigID, wire.RankRequest{})
	must(h.t, err)
	for name, id := range map[string]any{"sub-gig": o.SubGigID, "offer": o.ID, "upload": up.ID, "delivery": d.ID, "dry-run": dry.ID, "proposal": asked.ID, "ranking": ranking.ID} {
		h.name(s, person, name, id)
	}
	return o
}

// members gives the roles of members in both projects.
func (h *house) members() {
	h.t.Helper()
	shown := project.DeliveryID(h.names[place{own, "", "delivery"}])
	add := func(by string, id project.ProjectID, in wire.MemberRequest) project.MemberID {
		h.t.Helper()
		m, err := h.as(by).AddMember(context.Background(), id, in)
		must(h.t, err)
		return m.ID
	}
	for _, in := range []wire.MemberRequest{
		{Handle: "auditor", Role: project.MemberAuditor}, {Handle: "viewer", Role: project.MemberViewer}, {Handle: "mentor", Role: project.MemberMentor},
		{Handle: "lead", Role: project.MemberLead, Roles: []string{"Drummer"}},
		{Handle: "guest", Role: project.MemberGuest, DeliveryIDs: []project.DeliveryID{shown}},
	} {
		h.name(own, in.Handle, "member", add("buyer", h.project, in))
	}
	h.name(own, "", "member", add("producer", h.project, wire.MemberRequest{Handle: "max", Role: project.MemberMentor}))
	h.name(another, "", "member", add("producer", h.project, wire.MemberRequest{Handle: "moe", Role: project.MemberMentor}))
	h.name(foreign, "", "member", add("pat", h.second, wire.MemberRequest{Handle: "moe", Role: project.MemberMentor}))
}

// talk has people say something in the project's rooms, with a file, and about every delivery, for which a change is noted too.
// Who may speak in the project's room has said something there; for the others it is what the producer said.
func (h *house) talk() {
	h.t.Helper()
	ctx := context.Background()
	say := func(s scope, id project.ProjectID, handle, as string) {
		h.t.Helper()
		up, err := h.as(handle).UploadReader(ctx, wire.UploadRequest{ProjectID: id, Attachment: true, Name: "score.txt", Size: 5}, strings.NewReader("score"), nil)
		must(h.t, err)
		m, err := h.as(handle).Say(ctx, id, project.ProjectRoom, wire.MessageRequest{Text: "hello from " + handle, UploadIDs: []project.UploadID{up.ID}})
		must(h.t, err)
		h.name(s, as, "said", m.ID)
	}
	say(own, h.project, "producer", "")
	say(foreign, h.second, "pat", "")
	for _, handle := range []string{"buyer", "producer", "lead", "mentor", "seller"} {
		say(own, h.project, handle, handle)
	}
	cites := map[scope]int{own: 1, foreign: 1} // the bass has no brief
	for s, producer := range map[scope]string{own: "producer", another: "producer", foreign: "pat"} {
		id, c := project.DeliveryID(h.names[place{s, "", "delivery"}]), h.as(producer)
		m, err := c.CommentDelivery(ctx, id, wire.CommentRequest{MessageRequest: wire.MessageRequest{Text: "louder"}})
		must(h.t, err)
		h.name(s, "", "message", m.ID)
		n, err := c.NoteChange(ctx, id, project.Note{Brief: cites[s], Text: "louder"})
		must(h.t, err)
		h.name(s, "", "note", n.ID)
	}
	n, err := h.as("lead").NoteChange(ctx, project.DeliveryID(h.names[place{own, "", "delivery"}]), project.Note{Brief: 1, Text: "softer"})
	must(h.t, err)
	h.name(own, "lead", "note", n.ID)
}

// built puts a preview, a final and an archive into a project, and a split and an upload for a reference beside it.
func (h *house) built(s scope, id project.ProjectID) {
	h.t.Helper()
	ctx := context.Background()
	for name, kind := range map[string]project.ArtifactKind{"preview": project.ArtifactPreview, "final": project.ArtifactFinal} {
		key := fmt.Sprintf("art/%s/b/%s.zip", id, name)
		must(h.t, h.objects.Put(ctx, key, strings.NewReader("bytes"), 5, "application/zip", ""))
		a, err := h.records.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(project.NewID("art", h.clock.Now(), name)), Project: id, Kind: kind, Build: "b",
			Manifest: project.Manifest{Files: []project.ArtifactFile{{Name: name + ".zip", Key: key, Size: 5, Type: "application/zip"}}}, CreatedAt: h.clock.Now()})
		must(h.t, err)
		h.name(s, "", name, a.ID)
	}
	e, err := h.records.BeginExport(ctx, project.Export{ID: project.ExportID(project.NewID("exp", h.clock.Now(), "x")), Project: id,
		Kind: project.ExportRelease, Of: "x", CreatedAt: h.clock.Now()})
	must(h.t, err)
	h.name(s, "", "export", e.ID)
	owners := []string{"buyer", "producer"}
	if s == foreign {
		owners = []string{"bob"}
	}
	h.name(s, "", "split", h.splitOf(owners[0]).ID)
	for _, owner := range owners {
		up, err := h.as(owner).UploadReader(ctx, wire.UploadRequest{ProjectID: id, Reference: "notes", Name: "notes.pdf", Size: 5}, strings.NewReader("notes"), nil)
		must(h.t, err)
		hook, err := h.as(owner).CreateWebhook(ctx, id, wire.WebhookRequest{URL: nobodyThere})
		must(h.t, err)
		h.name(s, owner, "webhook", hook.ID)
		h.name(s, "", "webhook", hook.ID)
		h.name(s, owner, "material", up.ID)
		h.name(s, "", "material", up.ID)
	}
}

// spareToken gives the id of a token that nobody calls with.
func (h *house) spareToken(handle string) project.TokenID {
	h.t.Helper()
	id, _, ok := api.ParseToken(h.token(handle, h.clock.Now().AddDate(1, 0, 0)))
	if !ok {
		h.t.Fatal("a token that was just made does not parse")
	}
	return id
}

// session opens a session that nobody calls with.
func (h *house) session(handle string) project.SessionID {
	h.t.Helper()
	hash := api.HashSecret(api.NewSecret())
	s := project.NewSession(project.SessionID(project.NewID(project.PrefixSession, h.clock.Now(), hash)), h.ids[handle], hash, "", "", h.clock.Now())
	must(h.t, h.records.PutSession(context.Background(), s))
	return s.ID
}

// browser lets a browser show what somebody is told; nobody is at its address.
func (h *house) browser(handle string) project.PushID {
	h.t.Helper()
	hash := api.HashSecret(api.NewSecret())
	id := project.PushID(project.NewID(project.PrefixPush, h.clock.Now(), hash))
	must(h.t, h.records.PutPush(context.Background(), project.PushSubscription{ID: id, Person: h.ids[handle], Hash: hash, CreatedAt: h.clock.Now()}))
	return id
}
