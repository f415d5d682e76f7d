package tell

import (
	"cmp"
	"context"
	"time"

	"tutti/project"
)

// invited gives the invitations that take the place of the first letters to people who were never here, by the notices that these
// would have been about. Their links are recorded: one whose letter is never written is nobody's.
func (t *Teller) invited(ctx context.Context, notices []project.Notice, people map[project.PersonID]project.Person, of project.Project, now time.Time) (map[project.NoticeID]project.Letter, error) {
	first, err := t.firstOffers(ctx, notices, people)
	if err != nil || len(first) == 0 {
		return nil, err
	}
	inviter, err := t.Records.Person(ctx, cmp.Or(of.Producer, of.Buyer))
	if err != nil && project.CodeOf(err) != project.NotFound { // a project from elsewhere may name people who are not here
		return nil, err
	}
	letters := map[project.NoticeID]project.Letter{}
	for _, n := range first {
		link, letter := n.Invitation(of.Title, cmp.Or(inviter.Name, "Tutti"), now)
		if _, err := t.Records.PutLink(ctx, link); err != nil {
			return nil, err
		}
		letters[n.ID] = letter
	}
	return letters, nil
}

// firstOffers picks the offers that are the first that their seller is told, of those who can get a letter and never signed in. Who
// was told something before has had their invitation, or is told by whoever asked them.
func (t *Teller) firstOffers(ctx context.Context, notices []project.Notice, people map[project.PersonID]project.Person) ([]project.Notice, error) {
	if !t.Invites {
		return nil, nil
	}
	var first []project.Notice
	var ids []project.PersonID
	asked := map[project.PersonID]bool{}
	for _, n := range notices {
		if to, known := people[n.To]; known && n.Kind == project.NoticeOffer && to.Email != "" && !asked[n.To] {
			asked[n.To] = true
			first, ids = append(first, n), append(ids, n.To)
		}
	}
	if len(first) == 0 {
		return nil, nil
	}
	here, err := t.Records.BeenHere(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []project.Notice
	for _, n := range first {
		if here[n.To] {
			continue
		}
		before, err := t.Records.Notices(ctx, project.NoticeFilter{To: n.To}, project.Page{Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(before) == 0 {
			out = append(out, n)
		}
	}
	return out, nil
}
