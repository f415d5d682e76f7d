package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"tutti/api/wire"
	"tutti/project"
	"tutti/record"
)

func (a *API) registerWorkRecord() {
	text := "Signed, to be kept and shown elsewhere: docs/work-record.md says how it is verified without this server. It names no other seller."
	add(a, operation{id: "get-my-work-record", method: get, path: root + "/me/work-record", tag: "people",
		summary: "Gives what one has made as a seller, signed", text: text, rules: rules{within: longTimeout}}, a.myWorkRecord)
	add(a, operation{id: "get-work-record", method: get, path: root + "/people/{id}/work-record", tag: "people",
		summary: "Gives what somebody has made as a seller, signed", text: text + " For oneself, and for an operator on their behalf.",
		rules: rules{within: longTimeout}}, a.workRecord)
	add(a, operation{id: "get-keys", method: get, path: root + "/keys", tag: "people", summary: "Gives the public keys that work records are verified with",
		text: "A JSON Web Key Set.", rules: rules{public: true}}, a.keys)
	add(a, operation{id: "get-certificate", method: get, path: root + "/sub-gigs/{id}/certificate", tag: "sub-gig",
		summary: "Gives a certificate of approved work, by one's credit name", text: "A PDF. It is made when its seller asks for it, and for nobody else.",
		files: []string{"application/pdf"}, rules: rules{within: longTimeout}}, a.certificate)
}

// signRecords makes the signer, when there is a key to derive its key from.
func (a *API) signRecords() (err error) {
	if a.o.LinkKey != nil {
		a.signer, err = record.NewSigner(a.o.LinkKey)
	}
	return err
}

// workRecordQuery is what may be in a record.
type workRecordQuery struct {
	Prices bool `query:"prices" doc:"what was earned for each piece of work as well"`
}

func (a *API) myWorkRecord(ctx context.Context, in *workRecordQuery) (*body[wire.WorkRecord], error) {
	return a.signedRecord(ctx, requestOf(ctx).caller.person, in.Prices)
}

func (a *API) workRecord(ctx context.Context, in *struct {
	PersonPath
	workRecordQuery
}) (*body[wire.WorkRecord], error) {
	p, err := a.opened(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if (project.Erasure{Was: p}).Done() {
		return nil, nobody()
	}
	return a.signedRecord(ctx, p, in.Prices)
}

func (a *API) signedRecord(ctx context.Context, who project.Person, prices bool) (*body[wire.WorkRecord], error) {
	if a.signer == nil {
		return nil, project.Errorf(project.Conflict, "this server has no key to sign with; its operator can give it one")
	}
	events, done, err := a.workDone(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	trust, _ := project.Explain(rules, who.ID, events, a.o.Now().UTC())
	signed, err := a.signer.Sign(project.NewWorkRecord(a.o.PublicURL, a.o.Now(), who, trust, done, prices))
	return &body[wire.WorkRecord]{wire.WorkRecord(signed)}, err
}

// workDone gives what counts for somebody, and what they have finished.
func (a *API) workDone(ctx context.Context, seller project.PersonID) ([]project.TrustEvent, []project.WorkDone, error) {
	events, err := a.o.Records.TrustEvents(ctx, seller)
	if err != nil {
		return nil, nil, err
	}
	seen, ids := map[project.SubGigID]bool{}, []project.SubGigID{}
	for _, e := range events {
		if e.SubGig != "" && !seen[e.SubGig] {
			seen[e.SubGig], ids = true, append(ids, e.SubGig)
		}
	}
	rows, err := a.o.Records.SubGigsByID(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	projects := map[project.ProjectID]project.Project{}
	for _, g := range rows {
		if _, known := projects[g.Project]; known {
			continue
		}
		if projects[g.Project], err = a.o.Records.Project(ctx, g.Project); err != nil {
			return nil, nil, err
		}
	}
	return events, project.WorkDoneBy(seller, events, rows, projects), nil
}

func (a *API) keys(context.Context, *nothing) (*body[wire.KeySet], error) {
	out := wire.KeySet{Keys: []wire.Key{}}
	if a.signer == nil {
		return &body[wire.KeySet]{out}, nil
	}
	text, err := a.signer.Keys()
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	return &body[wire.KeySet]{out}, err
}

// certificate is for the seller alone: asking for it is how they opt in, and showing it is theirs to decide as well.
func (a *API) certificate(ctx context.Context, in *SubGigPath) (*file, error) {
	w, err := a.subGig(ctx, in.ID, project.SeeSubGig)
	if err != nil {
		return nil, err
	}
	who := requestOf(ctx).caller.person
	switch {
	case w.Seller != who.ID:
		return nil, project.Errorf(project.Forbidden, "a certificate is for the seller alone who made the work")
	case w.State != project.Approved:
		return nil, project.Errorf(project.Conflict, "the work is not approved; there is a certificate when it is")
	}
	_, done, err := a.workDone(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range done {
		if d.SubGig == w.ID {
			return a.certificateOf(who, d)
		}
	}
	return nil, project.Errorf(project.Conflict, "the work is not in your work record: no delivery of yours was approved")
}

func (a *API) certificateOf(who project.Person, d project.WorkDone) (*file, error) {
	var out bytes.Buffer
	err := record.Certificate{Name: cmp.Or(who.Name, who.Handle), Instance: a.o.PublicURL, Work: d}.WritePDF(&out)
	return &file{Type: "application/pdf", Disposition: fmt.Sprintf(`attachment; filename="certificate-%s.pdf"`, d.SubGig), Body: out.Bytes()}, err
}
