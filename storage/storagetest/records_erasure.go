package storagetest

import (
	"context"
	"strings"
	"testing"
	"time"

	"tutti/project"
)

// canary is in everything that the planted person says, is called and names; it is nowhere else.
const canary = "Kanarienvogel"

// planted is a person who has a canary in every field, and what is left to do until they can go.
type planted struct {
	id   project.PersonID
	host *host
	w    *world
	said project.MessageID // by another, to them
}

// PlantCanary lets a person live through a project with the canary in every field, up to the moment in which nothing ties them
// any more. Nobody else has it.
func PlantCanary(t *testing.T, r project.Records) (id project.PersonID, word string) {
	t.Helper()
	p := plant(&world{T: t, r: r, at: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)})
	p.settle()
	return p.id, canary
}

// plant makes them: a seller with approved work, whose money is still in clearing.
func plant(w *world) planted {
	w.Helper()
	ctx := context.Background()
	p := planted{w: w}
	n := w.draft(shape{subGigs: 2, sectionSize: 2, price: 10000, candidates: 1})
	who := &n.People[0]
	who.Handle, who.Name, who.Email, who.Zone = strings.ToLower(canary)+"-1", canary+" Müller", canary+"@example.org", "Africa/"+canary
	p.id = who.ID
	n.Plan.People = []project.PlanPerson{{Handle: who.Handle, Name: who.Name, Country: "GH", Email: who.Email}, {Handle: "other", Name: "Other"}}
	for i := range n.Plan.SubGigs {
		n.Plan.SubGigs[i].Cast, n.Plan.SubGigs[i].Standby = []string{"other", who.Handle}, []string{who.Handle}
	}
	ask(w, "", "create", w.r.CreateProject(ctx, n))
	p.host = newHost(w, w.r, n)
	p.host.fund(20000)
	p.host.start()
	p.plantPerson(*who)
	p.plantWork(n)
	p.plantWords(n)
	return p
}

func (p *planted) plantPerson(who project.Person) {
	w, ctx := p.w, context.Background()
	ask(w, "", "token", w.r.PutToken(ctx, project.Token{ID: project.TokenID(w.id(project.PrefixToken)), Person: p.id, Hash: canary, Name: canary, CreatedAt: w.at}))
	said, language := canary, "ar"
	_, _, err := w.r.ChangePerson(ctx, p.id, project.PersonChange{Pronunciation: &said, Language: &language})
	ask(w, "", "pronunciation", err)
	ask(w, "", "profile", w.r.PutProfile(ctx, project.Profile{Person: p.id, Keeper: p.id, Country: "GH", Zone: who.Zone, Languages: []string{"de"},
		Roles: []project.RoleRate{{Role: strings.ToLower(canary)}}, Capacity: 9, Leave: []project.Leave{{From: w.at.AddDate(1, 0, 0), To: w.at.AddDate(1, 0, 7)}}, UpdatedAt: w.at}))
	ask(w, "", "reel", w.r.PutReel(ctx, p.id, []project.Sample{{Title: canary, File: project.DeliveryFile{Name: canary + ".mp3", SHA256: "ee", Size: 9, Type: "audio/mpeg"}, AddedAt: w.at}}, w.at))
	ask(w, "", "keep", w.r.KeepSeller(ctx, project.Keeping{Buyer: "per_buyer", Person: p.id, Note: canary, Tags: []string{strings.ToLower(canary)}, At: w.at}))
	ask(w, "", "destination", w.r.PutDestination(ctx, project.Destination{Person: p.id, Provider: provider, Account: canary, UpdatedAt: w.at}))
	for key, c := range map[string]project.CommandRecord{"own": {Actor: p.id}, "of another": {Actor: "per_buyer"}, "about their work": {Actor: "per_buyer"}} {
		c.Key, c.Request, c.At = key, "r", w.at
		must[project.CommandRecord](w)(w.r.BeginCommand(ctx, c))
		c.Status, c.Answer, c.AnswerHdr = 201, []byte(`{"name":"`+who.Name+`"}`), map[string]string{"Location": "/" + who.Handle}
		if key == "about their work" {
			c.Answer = []byte(`{"project_id":"` + string(p.host.id) + `","words":"` + canary + `"}`)
		}
		ask(w, "", "end", w.r.EndCommand(ctx, c))
	}
	ask(w, "", "letters", w.r.PutLetters(ctx, project.Letter{Key: "1", Kind: project.LetterSignIn, To: p.id, Facts: map[string]string{"x": canary}, At: w.at},
		project.Letter{Key: "2", Kind: project.LetterInvitation, To: "per_other", Facts: map[string]string{"inviter": who.Name, "project": "A song"}, At: w.at}))
	line := w.auditLine("put-profile", string(p.id))
	ask(w, "", "audit", w.r.AppendAudit(ctx, []project.AuditLine{line.Because("because of " + canary)}))
}

// plantWork: two deliveries that are approved, with what was built of them.
func (p *planted) plantWork(n project.NewProject) {
	w, h, ctx := p.w, p.host, context.Background()
	file := project.DeliveryFile{Name: canary + ".wav", SHA256: "aa", Size: 42, Type: "audio/wav"}
	up := w.upload(n.Project.ID, file.Name)
	up.Owner, up.SubGig, up.Fingerprint = p.id, n.SubGigs[0].ID, canary
	must[project.Upload](w)(w.r.PutUpload(ctx, up))
	must[project.Errand](w)(w.r.PutErrand(ctx, project.Errand{ID: project.ErrandID(w.id(project.PrefixErrand)), Kind: project.DryRun, Owner: p.id, SubGig: n.SubGigs[0].ID,
		Files: []project.DeliveryFile{file}, State: project.ErrandWorking, CreatedAt: w.at}))
	manifest := project.Manifest{Project: n.Project.ID, Kind: project.ArtifactPreview, Missing: []project.Input{{Key: "x", Awaited: canary + " Müller"}}}
	for place := range 2 {
		h.accept(0, place)
		g := h.subGig(0, place)
		d := project.Delivery{ID: project.DeliveryID(w.id(project.PrefixDelivery)), Project: h.id, SubGig: g.ID, Seller: p.id, Note: canary, Files: []project.DeliveryFile{file}, CreatedAt: h.now}
		ask(w, "", "draft", w.r.DraftDelivery(ctx, d))
		ask(w, "", "submit", h.do(0, g.ID, project.Command{Kind: project.Submit, Actor: p.id, Delivery: d.ID}))
		facts := project.FileFacts{Name: file.Name, SHA256: "aa", Size: 42, Type: "audio/wav"}
		ask(w, "", "judge", w.r.PutInspection(ctx, project.Inspection{Delivery: d.ID, Passed: true, Files: []project.FileFacts{facts},
			Findings: []project.Finding{{Code: "loud", Severity: project.Info, File: file.Name, Message: file.Name + " is loud"}}}, h.now))
		ask(w, "", "inspected", h.do(0, g.ID, project.Command{Kind: project.Inspected, Delivery: d.ID, Passed: true}))
		h.decide(0, place, project.Approve)
		credit := project.Credit{Name: canary + " Müller", Role: "drummer", Country: "GH"}
		manifest.Entries = append(manifest.Entries, project.Entry{Input: project.Input{SubGig: g.ID, Delivery: d.ID, Files: []project.FileFacts{facts}, Credit: credit}})
		manifest.Credits = append(manifest.Credits, credit)
	}
	a := must[project.Artifact](w)(w.r.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(w.id(project.PrefixArtifact)), Project: h.id, Kind: project.ArtifactPreview,
		Build: "b", Manifest: manifest, CreatedAt: w.at}))
	p.plantTalk(a.ID, n.SubGigs[0].ID)
}

// plantTalk: what they said, changed and reported, what others said to them, and a note that was sent with a list of changes.
func (p *planted) plantTalk(a project.ArtifactID, sub project.SubGigID) {
	w, h, ctx := p.w, p.host, context.Background()
	handle := strings.ToLower(canary) + "-1"
	say := func(author project.PersonID, text string) project.Message {
		h.logged++
		return must[project.Message](w)(w.r.PutMessage(ctx, project.Message{ID: project.MessageID(w.id(project.PrefixMessage)), Project: h.id, Artifact: a,
			Author: project.Voice{Person: author}, Text: text, Files: []project.DeliveryFile{{Name: text + ".txt", SHA256: "bb", Size: 1}}, Version: 1, CreatedAt: w.at}))
	}
	change := func(m project.Message, kind project.LogKind) project.Message {
		h.logged++
		ask(w, "", string(kind), w.r.ChangeMessage(ctx, m, m.Event(kind, m.Author.Person, w.at)))
		return m
	}
	report := func(m project.Message, by project.PersonID, words string) {
		h.logged++
		ask(w, "", "report", w.r.ReportMessage(ctx, project.Report{Project: h.id, Message: m.ID, Reporter: by, Reason: project.ReportOther, Words: words, Text: m.Text, At: w.at},
			m.Event(project.LogMessageReported, by, w.at)))
	}
	theirs := say(p.id, canary)
	report(theirs, "per_other", "look")
	change(must[project.Message](w)(theirs.Edit(canary+" again", nil, w.at.Add(time.Minute))), project.LogMessageEdited)
	hidden := say(p.id, canary)
	hidden = change(must[project.Message](w)(hidden.Hide(project.Actor{ID: "per_producer"}, "rude", w.at)), project.LogMessageHidden)
	change(must[project.Message](w)(hidden.Appeal(canary, w.at)), project.LogMessageAppealed)

	others := say("per_other", "hello")
	others = change(must[project.Message](w)(others.Edit("hello @"+handle, []project.Mention{{Name: handle, Voice: project.Voice{Person: p.id}}}, w.at.Add(time.Minute))), project.LogMessageEdited)
	others = change(must[project.Message](w)(others.Edit("@"+handle+" hello", others.Mentions, w.at.Add(2*time.Minute))), project.LogMessageEdited)
	report(others, p.id, canary)
	moderated := say("per_other", "nothing")
	change(must[project.Message](w)(moderated.Hide(project.Actor{ID: p.id}, canary, w.at)), project.LogMessageHidden)
	p.said = others.ID

	ask(w, "", "showing", w.r.PutShowing(ctx, h.id, p.id, project.ShowName))
	ask(w, "", "acknowledge", w.r.AcknowledgeBrief(ctx, project.Acknowledgement{Project: h.id, SubGig: sub, Person: p.id, Version: 1, At: w.at}))
	delivery := must[[]project.Delivery](w)(w.r.Deliveries(ctx, sub))[0].ID
	note := must[project.RoundNote](w)(w.r.PutRoundNote(ctx, project.RoundNote{ID: project.NoteID(w.id(project.PrefixNote)), Project: h.id, SubGig: sub, Delivery: delivery, Author: p.id,
		Note: project.Note{Brief: 1, Text: canary}, At: w.at}))
	h.logged += 2
	ask(w, "", "list", w.r.DraftReview(ctx, project.Review{ID: project.ReviewID(w.id(project.PrefixReview)), Delivery: delivery, Reviewer: "per_other",
		Decision: project.Revise, Notes: []project.Note{{Brief: 1, Text: "mine"}, note.Note}, Taken: []project.NoteID{note.ID}, CreatedAt: w.at}))
}

func (p *planted) plantWords(n project.NewProject) {
	w, ctx, sub := p.w, context.Background(), n.SubGigs[0].ID
	offers := must[[]project.OfferRecord](w)(w.r.Offers(ctx, project.OfferFilter{Seller: p.id}, project.Page{}))
	ask(w, "", "note", w.r.NoteOffer(ctx, offers[0].ID, canary))
	for side, actor := range map[project.Side]project.PersonID{project.SideSeller: p.id, project.SideProducer: "per_producer"} {
		said := project.ProposalRecord{Project: n.Project.ID, Words: canary, Proposal: project.Proposal{ID: project.ProposalID(w.id(project.PrefixProposal)),
			SubGig: sub, Kind: project.Cancellation, By: side, Actor: actor, Made: w.at}}
		if side == project.SideProducer {
			said.Words = "the producer's words"
		}
		ask(w, "", "propose", w.r.DraftProposal(ctx, said))
		if side == project.SideProducer {
			ask(w, "", "reply", w.r.ReplyProposal(ctx, said.ID, canary))
		}
	}
	must[project.Application](w)(w.r.PutApplication(ctx, project.Application{ID: project.ApplicationID(w.id(project.PrefixApplication)), Project: n.Project.ID, SubGig: sub, Seller: p.id,
		Words: canary, Files: []project.DeliveryFile{{Name: canary}}, CreatedAt: w.at}))
	deliveries := must[[]project.Delivery](w)(w.r.Deliveries(ctx, sub))
	ask(w, "", "review", w.r.DraftReview(ctx, project.Review{ID: project.ReviewID(w.id(project.PrefixReview)), Delivery: deliveries[0].ID, Reviewer: p.id,
		Decision: project.Revise, Notes: []project.Note{{Brief: 1, Text: canary}}, CreatedAt: w.at}))
}

// settle clears and pays what they have earned.
func (p *planted) settle() {
	h := p.host
	h.now = h.now.Add(RecordsClearing + time.Hour)
	h.logged += int64(p.w.clear(h.now, 0).Count)
	paid := h.pay(p.id, 19500)
	h.hear(paid.ID, project.PayoutNews{Kind: project.NewsPaid, Reference: canary})
}

// testErasure: who is still needed is not erased, and says why; who is, is a pseudonym afterwards, again and again.
func testErasure(w *world) {
	ctx := context.Background()
	p := plant(w)
	refused := func(words string) {
		w.Helper()
		_, err := w.r.ErasePerson(ctx, p.id, w.at)
		ask(w, project.Conflict, words, err)
		if !strings.Contains(err.Error(), words) {
			w.Errorf("%q does not say %q", err, words)
		}
	}
	same(w, "bonds", must[project.Bonds](w)(w.r.Bonds(ctx, p.id)), project.Bonds{Clearing: 1})
	refused("in clearing")
	p.host.now = p.host.now.Add(RecordsClearing + time.Hour)
	p.host.logged += int64(w.clear(p.host.now, 0).Count)
	refused("not paid out")
	paid := p.host.pay(p.id, 19500)
	refused("not paid out")
	p.host.hear(paid.ID, project.PayoutNews{Kind: project.NewsPaid, Reference: canary})
	_, err := w.r.ErasePerson(ctx, "per_none", w.at)
	ask(w, project.NotFound, "nobody", err)

	mine := must[[]project.RowTable](w)(w.r.PersonRows(ctx, p.id))
	text := ""
	for _, table := range mine {
		text += table.Name + "\n" + strings.Join(table.Rows, "\n")
	}
	if strings.Count(text, canary) < 10 || strings.Contains(text, "the producer's words") || !strings.Contains(text, "deliveries") {
		w.Errorf("what is theirs is %s", text)
	}
	first := must[project.Erased](w)(w.r.ErasePerson(ctx, p.id, w.at.Add(time.Hour)))
	back := "Ama"
	_, _, err = w.r.ChangePerson(ctx, p.id, project.PersonChange{Name: &back})
	ask(w, project.NotFound, "name a pseudonym", err)
	same(w, "erased again", must[project.Erased](w)(w.r.ErasePerson(ctx, p.id, w.at.Add(2*time.Hour))), first)
	if len(first.Results) != 1 {
		w.Errorf("what names them still: %+v", first)
	}
	testPseudonym(w, p, first)
}

func testPseudonym(w *world, p planted, e project.Erased) {
	ctx := context.Background()
	is := must[project.Person](w)(w.r.Person(ctx, p.id))
	same(w, "the pseudonym", is, e.Person)
	if is.Name == "" || is.Email != "" || is.Country != "" || is.Zone != "" || len(is.Roles) > 0 || strings.Contains(strings.ToLower(is.Handle+is.Name), strings.ToLower(canary)) {
		w.Errorf("%+v", is)
	}
	same(w, "by handle", must[project.Person](w)(w.r.PersonByHandle(ctx, is.Handle)), is)
	_, err := w.r.PersonByHandle(ctx, strings.ToLower(canary)+"-1")
	ask(w, project.NotFound, "by the old handle", err)
	_, _, err = w.r.TokenByHash(ctx, canary)
	ask(w, project.NotFound, "their token", err)
	plan := must[project.Plan](w)(w.r.Plan(ctx, p.host.id))
	same(w, "the plan", []any{plan.SubGigs[1].Cast, plan.People[0].Handle, plan.People[1].Name}, []any{[]string{"other", is.Handle}, is.Handle, "Other"})
	d := must[[]project.Delivery](w)(w.r.Deliveries(ctx, p.host.subGig(0, 0).ID))[0]
	same(w, "their delivery", []string{d.Note, d.Files[0].Name, d.Inspection.Files[0].Name, d.Inspection.Findings[0].Message}, []string{"", "file-1.wav", "file-1.wav", "file-1.wav is loud"})
	again := must[project.CommandRecord](w)(w.r.BeginCommand(ctx, project.CommandRecord{Actor: "per_buyer", Key: "of another", Request: "r"}))
	same(w, "an answer that named them", []any{again.Status, len(again.Answer)}, []any{410, 0})
	said := must[project.Message](w)(w.r.Message(ctx, p.said))
	same(w, "what was said to them", []any{said.Text, said.Mentions[0].Name, said.Files[0].Name}, []any{"@" + is.Handle + " hello", is.Handle, "hello.txt"})
	before := must[[]project.MessageText](w)(w.r.MessageHistory(ctx, p.said))
	same(w, "what was said to them before", before[1].Text, "hello @"+is.Handle)
	checkAuditLog(w, w.r)
	checkBooks(w, w.r, p.host.id)
	mine := must[[]project.RowTable](w)(w.r.PersonRows(ctx, p.id))
	for _, table := range mine {
		if strings.Contains(strings.Join(table.Rows, "\n"), canary) {
			w.Errorf("%s: %s", table.Name, table.Rows)
		}
	}
}
