package project

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Erasure turns somebody into a pseudonym. Their id stays: it is what the ledger, the logs and other people's work refer to,
// and it names nobody once nothing else does.
type Erasure struct {
	Was Person // as they were known until now
	At  time.Time
}

// Erased is what an erasure has left.
type Erased struct {
	Person  Person       // the pseudonym
	Exports []ExportID   // archives of projects they had a part in; they were made before and name them still
	Results []ArtifactID // results whose files were built with their name in the credits
}

// Erased words stand where somebody's words were and something has to stand.
const erasedWords = "(erased)"

// pseudonym is the same for the same person, always.
func (e Erasure) pseudonym() string {
	sum := sha256.Sum256([]byte("pseudonym\x00" + string(e.Was.ID)))
	return idAlphabet.EncodeToString(sum[:5])
}

// Person is the pseudonym: a handle that nobody chose, and nothing else.
func (e Erasure) Person() Person {
	return Person{ID: e.Was.ID, Handle: "former-" + e.pseudonym(), Name: "Former member " + e.pseudonym(), Roles: []Role{}, CreatedAt: e.Was.CreatedAt}
}

// Done reports whether they are a pseudonym already.
func (e Erasure) Done() bool { return e.Was.Handle == e.Person().Handle }

// Plan gives the plan with the pseudonym where it names them.
func (e Erasure) Plan(p Plan) Plan {
	is := e.Person()
	rename := func(handles []string) []string {
		out := slices.Clone(handles)
		for i, h := range out {
			if h == e.Was.Handle {
				out[i] = is.Handle
			}
		}
		return out
	}
	if p.Producer == e.Was.Handle {
		p.Producer = is.Handle
	}
	p.People = slices.Clone(p.People)
	for i, person := range p.People {
		if person.Handle == e.Was.Handle {
			p.People[i] = PlanPerson{Handle: is.Handle, Name: is.Name}
		}
	}
	p.SubGigs = slices.Clone(p.SubGigs)
	for i := range p.SubGigs {
		p.SubGigs[i].Cast, p.SubGigs[i].Standby = rename(p.SubGigs[i].Cast), rename(p.SubGigs[i].Standby)
	}
	return p
}

// File is a name for the nth file, from 1, that says nothing but its kind.
func (e Erasure) File(n int, name string) string {
	extension := strings.ToLower(path.Ext(name))
	if !regexp.MustCompile(`^\.[a-z0-9]{1,5}$`).MatchString(extension) {
		extension = ""
	}
	return fmt.Sprintf("file-%d%s", n, extension)
}

// Files gives the files their new names.
func (e Erasure) Files(files []DeliveryFile) []DeliveryFile {
	out := slices.Clone(files)
	for i := range out {
		out[i].Name = e.File(i+1, out[i].Name)
	}
	return out
}

// Inspection gives the judgement of a delivery with the new names of its files, which were named otherwise.
func (e Erasure) Inspection(i Inspection, files []DeliveryFile) Inspection {
	return renamed(i, e.names(files))
}

// names are pairs of old and new.
func (e Erasure) names(files []DeliveryFile) []string {
	var pairs []string
	for i, f := range files {
		pairs = append(pairs, f.Name, e.File(i+1, f.Name))
	}
	return pairs
}

// renamed replaces names in every text of v. A name too short to be one is replaced only where it is the whole text.
func renamed[T any](v T, pairs []string) T {
	raw, err := json.Marshal(v)
	if err != nil {
		return v // nothing of the domain fails
	}
	text := string(raw)
	for i := 0; i+1 < len(pairs); i += 2 {
		was, is := asText(pairs[i]), asText(pairs[i+1])
		text = strings.ReplaceAll(text, was, is)
		if inner := strings.Trim(was, `"`); len(inner) >= shortName {
			text = strings.ReplaceAll(text, inner, strings.Trim(is, `"`))
		}
	}
	var out T
	if json.Unmarshal([]byte(text), &out) != nil {
		return v
	}
	return out
}

// shortName is the length from which a name is looked for inside other texts.
const shortName = 5

// Manifest gives the manifest with the pseudonym where it credits their work or waits for it. delivered are the files of their
// deliveries as they were named until now.
func (e Erasure) Manifest(m Manifest, delivered map[DeliveryID][]DeliveryFile) Manifest {
	is := e.Person()
	m.Entries, m.Missing, m.Credits = slices.Clone(m.Entries), slices.Clone(m.Missing), slices.Clone(m.Credits)
	var pairs []string
	for i, entry := range m.Entries {
		files, theirs := delivered[entry.Delivery]
		if !theirs {
			continue
		}
		pairs = append(pairs, e.names(files)...)
		for c := range m.Credits {
			if m.Credits[c] == entry.Credit {
				m.Credits[c].Name, m.Credits[c].Country = is.Name, ""
				break
			}
		}
		m.Entries[i].Credit.Name, m.Entries[i].Credit.Country = is.Name, ""
	}
	for i := range m.Missing {
		if m.Missing[i].Awaited == e.Was.Name {
			m.Missing[i].Awaited = is.Name
		}
	}
	return renamed(m, pairs)
}

// Notes gives a review without its words.
func (e Erasure) Notes(notes []Note) []Note {
	out := slices.Clone(notes)
	for i := range out {
		out[i].Text = erasedWords
	}
	return out
}

// Taken gives the notes of a review without the words of those that were taken from them; theirs says which. Notes that were
// taken are the last ones, in the order of Taken.
func (e Erasure) Taken(v Review, theirs func(NoteID) bool) []Note {
	out := slices.Clone(v.Notes)
	first := len(out) - len(v.Taken)
	for i, id := range v.Taken {
		if at := first + i; at >= 0 && theirs(id) {
			out[at].Text = erasedWords
		}
	}
	return out
}

// Message gives a message without their words: all of it when they wrote it, and what they had to say about its being hidden.
// Where others mention them by their handle, it names the pseudonym.
func (e Erasure) Message(m Message) Message {
	version := m.Version
	m = m.next()
	m.Version = version
	if m.Author.Person == e.Was.ID {
		m.Text, m.Mentions, m.Files = e.Words(m.Text), nil, nil
	}
	m.Text = e.Mentioned(m.Text)
	for i := range m.Mentions {
		if x := &m.Mentions[i]; x.Name == e.Was.Handle {
			x.Name = e.Person().Handle
		}
	}
	if d := m.Moderation; d != nil {
		if d.By == e.Was.ID {
			d.Reason = e.Words(d.Reason)
		}
		if m.Author.Person == e.Was.ID {
			d.Appeal = e.Words(d.Appeal)
		}
		if d.RuledBy == e.Was.ID {
			d.Ruling = e.Words(d.Ruling)
		}
	}
	return m
}

// Mentioned gives a text of somebody else with the pseudonym where it mentions them by their handle.
func (e Erasure) Mentioned(text string) string {
	return WithMentions(text, func(name string) (string, bool) { return e.Person().Handle, name == e.Was.Handle })
}

// Facts replaces their name and their handle in the facts of a letter to somebody else, and says whether it has.
func (e Erasure) Facts(facts map[string]string) bool {
	found := false
	for name, value := range facts {
		switch value {
		case e.Was.Name:
			facts[name], found = e.Person().Name, true
		case e.Was.Handle:
			facts[name], found = e.Person().Handle, true
		}
	}
	return found
}

// Words is what stands where they wrote something that cannot be nothing.
func (e Erasure) Words(was string) string {
	if was == "" {
		return ""
	}
	return erasedWords
}

// Bonds is what still ties somebody to the work and the money of others.
type Bonds struct {
	Holds    int // sub-gigs that are theirs and have not ended
	Disputes int // open ones, in which they are the seller
	Clearing int // sums of theirs that cannot be paid out yet
	Owed     int // accounts on which they can be paid, and payouts on their way
	Runs     int // projects that are theirs, as buyer or producer, and have not ended
}

// Check refuses, as Conflict, to forget somebody who is still needed.
func (b Bonds) Check() error {
	var reasons []string
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			reasons = append(reasons, one)
		case n > 1:
			reasons = append(reasons, fmt.Sprintf(many, n))
		}
	}
	say(b.Disputes, "they are in an open dispute", "they are in %d open disputes")
	say(b.Holds, "they hold an open sub-gig", "they hold %d open sub-gigs")
	say(b.Clearing, "money of theirs is in clearing", "%d sums of theirs are in clearing")
	say(b.Owed, "money of theirs is not paid out yet", "%d sums of theirs are not paid out yet")
	say(b.Runs, "a project of theirs has not ended", "%d projects of theirs have not ended")
	if len(reasons) == 0 {
		return nil
	}
	return Errorf(Conflict, "this person cannot be erased now: %s; ask again when that is over", strings.Join(reasons, ", "))
}

// PersonRecords keeps what is known of one person over all tables.
type PersonRecords interface {
	// Bonds says what still ties somebody; nothing for who is not known.
	Bonds(ctx context.Context, id PersonID) (Bonds, error)
	// ErasePerson replaces everything that says who they are, everywhere and all at once, and their words with it. Conflict
	// while there are bonds, NotFound for who is not known. Again it changes nothing and gives the same.
	ErasePerson(ctx context.Context, id PersonID, at time.Time) (Erased, error)
	// PersonRows gives every row that is theirs, by table, each as JSON, without what belongs to others and without secrets.
	PersonRows(ctx context.Context, id PersonID) ([]RowTable, error)
}
