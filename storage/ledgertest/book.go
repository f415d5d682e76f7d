package ledgertest

import (
	"time"

	"tutti/project"
)

// Book is a Machine over project.Book alone.
type Book struct {
	book  *project.Book
	waits map[string]project.Transaction
}

// NewBook gives an empty one.
func NewBook(id project.ProjectID, rules Rules) *Book {
	return &Book{waits: map[string]project.Transaction{},
		book: project.OpenBook(project.BookRules{Project: id, Currency: "EUR", Fee: rules.Fee, Clearing: rules.Clearing}, project.Ledger{})}
}

// Post books the posting.
func (b *Book) Post(p project.Posting, at time.Time, _ []project.SubGig) error {
	fresh, err := b.book.Post(p, at)
	if !fresh {
		return err
	}
	all := b.book.Fresh()
	if last := all[len(all)-1]; !last.Clears.IsZero() {
		b.waits[last.Key] = last
	}
	if p.Kind == project.PostClear {
		delete(b.waits, p.Cleared())
	}
	return nil
}

// Clear clears everything that is due.
func (b *Book) Clear(now time.Time) error {
	for key, t := range b.waits {
		p, _ := t.Clearance()
		if now.Before(t.Clears) {
			continue
		}
		if _, err := b.book.Post(p, now); err != nil {
			return err
		}
		delete(b.waits, key)
	}
	return nil
}

// Balances gives what stands on every account that was touched.
func (b *Book) Balances() map[project.Account]int64 { return b.book.Touched() }

// Audit books everything again.
func (b *Book) Audit(now []project.SubGig) []project.AuditFinding {
	books := project.Books{Project: project.Project{ID: "prj_game", Currency: "EUR", State: project.ProjectRunning}, Head: b.book.Head(),
		Transactions: b.book.Fresh(), Balances: b.book.Touched(), SubGigs: now}
	for key := range b.waits {
		books.Clearing = append(books.Clearing, key)
	}
	return project.AuditLedger(books)
}
