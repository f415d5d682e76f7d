package memory

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"tutti/project"
)

// Bonds says what still ties somebody.
func (r *Records) Bonds(ctx context.Context, id project.PersonID) (project.Bonds, error) {
	if err := r.enter(ctx); err != nil {
		return project.Bonds{}, err
	}
	defer r.mu.Unlock()
	return r.bonds(id), nil
}

func (r *Records) bonds(id project.PersonID) (b project.Bonds) {
	for _, g := range r.subGigs {
		switch {
		case g.Seller != id || g.State.Ended():
		case g.State == project.Disputed:
			b.Disputes++
		default:
			b.Holds++
		}
	}
	for _, p := range r.projects {
		if p.ledger.Balances[project.ClearingAccount(id)] > 0 {
			b.Clearing++
		}
		if p.ledger.Balances[project.SellerAccount(id)] > 0 {
			b.Owed++
		}
		for _, t := range p.transactions {
			if _, clearing := p.clearing[t.Key]; clearing && t.Seller == id && t.Kind == project.PostTip {
				b.Clearing++
			}
		}
		if p.runs(id) && !p.project.State.Ended() {
			b.Runs++
		}
	}
	for _, p := range r.payouts {
		if p.Seller == id && (p.State == project.PayoutPending || p.State == project.PayoutSent) {
			b.Owed++
		}
	}
	return b
}

func (p *projectRows) runs(id project.PersonID) bool {
	return p.project.Buyer == id || p.project.Producer == id
}

// ErasePerson replaces everything that says who they are.
func (r *Records) ErasePerson(ctx context.Context, id project.PersonID, at time.Time) (project.Erased, error) {
	if err := r.enter(ctx); err != nil {
		return project.Erased{}, err
	}
	defer r.mu.Unlock()
	was, ok := r.people[id]
	if !ok {
		return project.Erased{}, noRow("person " + string(id))
	}
	e := project.Erasure{Was: was, At: at}
	if !e.Done() {
		if err := r.bonds(id).Check(); err != nil {
			return project.Erased{}, err
		}
		r.eraseWork(e)
		r.eraseWords(e)
		r.eraseProjects(e)
		r.eraseCommands(e)
		r.eraseOwn(e)
	}
	return r.erased(e), nil
}

// eraseOwn takes what is theirs alone.
func (r *Records) eraseOwn(e project.Erasure) {
	id, is := e.Was.ID, e.Person()
	is.CreatedAt = e.Was.CreatedAt
	delete(r.handles, e.Was.Handle)
	r.people[id], r.handles[is.Handle] = is, id
	delete(r.profiles, id)
	r.putReel(id, nil, e.At)
	delete(r.reels, id)
	maps.DeleteFunc(r.tokens, func(_ project.TokenID, t project.Token) bool { return t.Person == id })
	maps.DeleteFunc(r.kept, func(k keepingKey, _ project.Keeping) bool { return k.buyer == id || k.person == id })
	maps.DeleteFunc(r.destinations, func(k wanted, _ project.Destination) bool { return k.person == id })
	maps.DeleteFunc(r.errands, func(_ project.ErrandID, x project.Errand) bool { return x.Owner == id })
	maps.DeleteFunc(r.rankings, func(_ project.RankingID, x project.RankingRecord) bool {
		return slices.ContainsFunc(x.Inputs.Candidates, func(c project.CandidateFacts) bool { return c.Person == id })
	})
	maps.DeleteFunc(r.sessions, func(_ project.SessionID, s project.Session) bool { return s.Person == id })
	maps.DeleteFunc(r.links, func(_ project.LinkID, l project.Link) bool { return l.Person == id })
	maps.DeleteFunc(r.webhooks, func(_ project.WebhookID, w *webhookRow) bool { return w.Owner == id })
	maps.DeleteFunc(r.letters, func(_ project.LetterID, l project.LetterRecord) bool { return l.To == id })
	maps.DeleteFunc(r.notices, func(_ project.NoticeID, n project.Notice) bool { return n.To == id })
	delete(r.choices, id)
	delete(r.calendars, id)
	maps.DeleteFunc(r.creditConsents, func(k consentKey, _ project.CreditConsent) bool { return k.person == id })
	maps.DeleteFunc(r.creditPages, func(_ project.ProjectID, p project.CreditPage) bool { return p.By == id })
	for _, s := range r.browsersOf(id) {
		r.dropPush(s.ID)
	}
	for _, l := range r.letters {
		e.Facts(l.Facts)
	}
	each(r.uploads, func(u *project.Upload) {
		if u.Owner == id {
			u.Name, u.Fingerprint = "file-1", string(u.ID)
		}
	})
	each(r.payouts, func(p *project.Payout) {
		if p.Seller == id {
			p.To, p.Reference, p.Reason = "", "", ""
		}
	})
	for i := range r.auditLog.lines {
		if l := &r.auditLog.lines[i]; l.Actor == id || l.Behalf == id || slices.Contains(l.About, string(id)) {
			l.Reason, l.Salt = "", ""
		}
	}
}

// eraseWork renames their files, and their name in what was built of them.
func (r *Records) eraseWork(e project.Erasure) {
	delivered := map[project.DeliveryID][]project.DeliveryFile{}
	each(r.deliveries, func(d *project.Delivery) {
		if d.Seller != e.Was.ID {
			return
		}
		delivered[d.ID] = d.Files
		if judged, ok := r.inspections[d.ID]; ok {
			r.inspections[d.ID] = e.Inspection(judged, d.Files)
		}
		d.Note, d.Files = "", e.Files(d.Files)
	})
	each(r.artifacts, func(a *project.Artifact) { a.Manifest = e.Manifest(a.Manifest, delivered) })
}

// eraseWords takes what they said.
func (r *Records) eraseWords(e project.Erasure) {
	id := e.Was.ID
	asked := map[project.SubGigID]bool{}
	each(r.offers, func(o *project.OfferRecord) {
		if o.Seller == id {
			o.Note, asked[o.SubGig] = "", true
		}
	})
	each(r.proposals, func(p *project.ProposalRecord) {
		switch runs := r.projects[p.Project].runs(id); {
		case p.Actor == id:
			p.Words = ""
		case runs && p.By == project.SideSeller, asked[p.SubGig] && p.By != project.SideSeller:
			p.Reply = ""
		}
	})
	for _, all := range r.applied {
		for i := range all {
			if all[i].Seller == id {
				all[i].Words, all[i].Files = "", []project.DeliveryFile{}
			}
		}
	}
	each(r.reviews, func(v *project.Review) {
		if v.Reviewer == id {
			v.Notes = e.Notes(v.Notes)
		}
	})
	r.eraseNotes(e)
	r.eraseMessages(e)
}

// eraseNotes takes the words of their notes, also out of the lists of changes that were sent with them.
func (r *Records) eraseNotes(e project.Erasure) {
	theirs := func(id project.NoteID) bool { return r.notes[id].Author == e.Was.ID }
	each(r.reviews, func(v *project.Review) { v.Notes = e.Taken(*v, theirs) })
	each(r.notes, func(n *project.RoundNote) {
		if n.Author == e.Was.ID {
			n.Note = e.Notes([]project.Note{n.Note})[0]
		}
	})
}

// eraseMessages takes the words of their messages, and their handle out of what others said to them.
func (r *Records) eraseMessages(e project.Erasure) {
	id := e.Was.ID
	for i := range r.said.reports {
		v := &r.said.reports[i]
		if v.Reporter == id {
			v.Words = ""
		}
		if r.said.messages[v.Message].Author.Person == id {
			v.Text = e.Words(v.Text)
		}
		v.Text = e.Mentioned(v.Text)
	}
	for message, texts := range r.said.texts {
		if r.said.messages[message].Author.Person == id {
			delete(r.said.texts, message)
			continue
		}
		for i := range texts {
			texts[i].Text = e.Mentioned(texts[i].Text)
		}
	}
	each(r.said.messages, func(m *project.Message) { *m = e.Message(*m) })
	maps.DeleteFunc(r.said.showings, func(k showingKey, _ project.Showing) bool { return k.person == id })
}

// eraseProjects renames what they sent up for projects, and takes their handle out of plans.
func (r *Records) eraseProjects(e project.Erasure) {
	for _, p := range r.projects {
		p.plan = e.Plan(p.plan)
		for key, d := range p.drafts {
			if d.Plan = e.Plan(d.Plan); p.runs(e.Was.ID) && d.Applied == 0 {
				delete(p.drafts, key)
				continue
			}
			p.drafts[key] = d
		}
		for i := range p.references {
			if f := p.references[i].File; f != nil && p.project.Buyer == e.Was.ID {
				f.Name = e.File(1, f.Name)
			}
		}
		for i := range p.answers {
			if a := &p.answers[i]; a.Actor == e.Was.ID {
				a.Value = e.Words(a.Value)
				if a.File != nil {
					a.File.Name = e.File(1, a.File.Name)
				}
			}
		}
	}
}

func (r *Records) eraseCommands(e project.Erasure) {
	names := []string{string(e.Was.ID), e.Was.Handle, e.Was.Name, e.Was.Email}
	for _, o := range r.offers {
		if o.Seller == e.Was.ID {
			names = append(names, string(o.Project), string(o.SubGig))
		}
	}
	for id, p := range r.projects {
		if p.runs(e.Was.ID) {
			names = append(names, string(id))
		}
	}
	for key, c := range r.commands {
		named := slices.ContainsFunc(names, func(name string) bool {
			return name != "" && strings.Contains(string(c.Answer), name)
		})
		switch {
		case c.Actor == e.Was.ID && c.Status != 0:
			delete(r.commands, key)
		case c.Actor == e.Was.ID && c.At.Before(stored(e.At)):
			c.Line = project.AuditLine{}
			r.commands[key] = c
		case named:
			c.Status, c.Answer, c.AnswerHdr = statusGone, nil, nil
			r.commands[key] = c
		}
	}
}

// statusGone is what the repeat of a command is answered whose answer named somebody who is erased.
const statusGone = 410

func (r *Records) erased(e project.Erasure) project.Erased {
	out := project.Erased{Person: kept(e.Person())}
	had := map[project.ProjectID]bool{}
	for _, o := range r.offers {
		had[o.Project] = had[o.Project] || o.Seller == e.Was.ID
	}
	for id, p := range r.projects {
		had[id] = had[id] || p.runs(e.Was.ID)
	}
	for id, x := range r.exports {
		if had[x.Project] && x.State == project.ExportReady {
			out.Exports = append(out.Exports, id)
		}
	}
	for id, a := range r.artifacts {
		if slices.ContainsFunc(a.Manifest.Entries, func(x project.Entry) bool { return r.deliveries[x.Delivery].Seller == e.Was.ID }) {
			out.Results = append(out.Results, id)
		}
	}
	slices.Sort(out.Exports)
	slices.Sort(out.Results)
	return out
}

// each changes every value of a map.
func each[K comparable, V any](all map[K]V, change func(*V)) {
	for key, v := range all {
		change(&v)
		all[key] = v
	}
}

// PersonRows gives what is theirs, by table.
func (r *Records) PersonRows(ctx context.Context, id project.PersonID) ([]project.RowTable, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	was, ok := r.people[id]
	if !ok {
		return nil, noRow("person " + string(id))
	}
	tables := []project.RowTable{{Name: "people", Rows: []string{rowOf(was)}}}
	add := func(name string, rows []string) {
		slices.Sort(rows)
		tables = append(tables, project.RowTable{Name: name, Rows: rows})
	}
	add("profiles", rowsOf(r.profiles, func(p project.Profile) bool { return p.Person == id }))
	add("payouts", rowsOf(r.payouts, func(p project.Payout) bool { return p.Seller == id }))
	add("uploads", rowsOf(r.uploads, func(u project.Upload) bool { return u.Owner == id }))
	add("offers", rowsOf(r.offers, func(o project.OfferRecord) bool { return o.Seller == id }))
	add("deliveries", rowsOf(r.deliveries, func(d project.Delivery) bool { return d.Seller == id }))
	add("reviews", rowsOf(r.reviews, func(v project.Review) bool { return v.Reviewer == id }))
	add("messages", rowsOf(r.said.messages, func(m project.Message) bool { return m.Author.Person == id }))
	add("round_notes", rowsOf(r.notes, func(n project.RoundNote) bool { return n.Author == id }))
	slices.SortFunc(tables, func(a, b project.RowTable) int { return cmp.Compare(a.Name, b.Name) })
	return tables, nil
}

func rowsOf[K comparable, V any](all map[K]V, theirs func(V) bool) []string {
	out := []string{}
	for _, v := range all {
		if theirs(v) {
			out = append(out, rowOf(v))
		}
	}
	return out
}

func rowOf(v any) string {
	raw, _ := json.Marshal(v) // kept would have failed before
	return string(raw)
}
