package project

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Takeover is what is known of a sub-gig when it goes from one seller to the next. Files makes the takeover pack out of it.
type Takeover struct {
	Project      Project
	Brief        string // of the project
	SubGig       SubGigRecord
	References   []Reference         // those it works from
	Requirements []PlanRequirement   // those it works from
	Answers      []RequirementAnswer // of the project
	Upstream     []TakeoverUpstream  // those that are approved
	Assignments  []Assignment
	Deliveries   []Delivery
	Reviews      []Review
	Messages     []Message              // about the deliveries, oldest first
	Pinned       []PinnedAnswer         // of the project, by version
	Shown        map[DeliveryID][]Shown // what may be had of each delivery's files by whoever is not its seller
}

// TakeoverUpstream is an approved delivery that is handed on.
type TakeoverUpstream struct {
	Key, Title, Role string
	Delivery         Delivery
}

// TakeoverFile is one file of a takeover pack: a text, stored bytes, or a preview of them.
type TakeoverFile struct {
	Path    string
	Text    []byte        // when Stored is nil
	Stored  *DeliveryFile // in the object store, under its hash
	Preview string        // object key of what stands for Stored, which is in the vault
}

// Files gives the pack in the order in which it is written; the same facts give the same files. It holds all versions of
// the sellers who do not hold the sub-gig any more. They have no names in it but "earlier seller 1", and it has no prices:
// both are nobody's business but theirs. Conflict when nobody has held the sub-gig before.
func (t Takeover) Files() ([]TakeoverFile, error) {
	w := takeoverWriter{Takeover: t, taken: paths{}, sellers: map[PersonID]string{}}
	if w.name(); len(w.sellers) == 0 {
		return nil, Errorf(Conflict, "nobody has held this sub-gig before: there is nothing to take over")
	}
	w.head()
	w.references()
	w.upstream()
	w.versions()
	record, err := w.json()
	if err != nil {
		return nil, err
	}
	head := []TakeoverFile{{Path: "brief.md", Text: w.brief()}, {Path: "comments.md", Text: w.comments()}, {Path: "record.json", Text: record}}
	return append(head, w.files...), nil
}

// takeoverWriter gathers the files of a pack and the record of them.
type takeoverWriter struct {
	Takeover
	taken   paths
	sellers map[PersonID]string // who held it before, as they are called here
	files   []TakeoverFile
	record  takeoverRecord
}

// takeoverRecord is record.json: the pack for programs.
type takeoverRecord struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Project struct {
		ID    ProjectID `json:"id"`
		Title string    `json:"title"`
		Brief string    `json:"brief,omitempty"`
		Due   time.Time `json:"due_at,omitzero"`
	} `json:"project"`
	SubGig struct {
		ID            SubGigID `json:"id"`
		Key           string   `json:"key"`
		Title         string   `json:"title"`
		Role          string   `json:"role"`
		Brief         []string `json:"brief"`
		Spec          Spec     `json:"delivery"`
		WorkSeconds   int64    `json:"work_for_seconds"`
		ReviewSeconds int64    `json:"review_for_seconds"`
		Revisions     int      `json:"revisions_included"`
	} `json:"sub_gig"`
	Sellers      []takeoverSeller      `json:"earlier_sellers"`
	References   []takeoverReference   `json:"references"`
	Requirements []takeoverRequirement `json:"requirements"`
	Upstream     []takeoverUpstream    `json:"upstream"`
	Versions     []takeoverVersion     `json:"versions"`
}

type takeoverSeller struct {
	Name  string    `json:"name"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

type takeoverPath struct {
	Path    string `json:"path,omitempty"`
	Vaulted bool   `json:"vaulted,omitempty"` // the path leads to a preview; there is none without a path
	DeliveryFile
}

type takeoverReference struct {
	Key   string        `json:"key"`
	Title string        `json:"title,omitempty"`
	Guide bool          `json:"guide"`
	File  *takeoverPath `json:"file,omitempty"`
}

type takeoverRequirement struct {
	Key      string          `json:"key"`
	Title    string          `json:"title"`
	Kind     RequirementKind `json:"kind"`
	Answered bool            `json:"answered"`
	Value    string          `json:"value,omitempty"`
	File     *takeoverPath   `json:"file,omitempty"`
}

type takeoverUpstream struct {
	Key     string         `json:"key"`
	Title   string         `json:"title"`
	Role    string         `json:"role"`
	Version int            `json:"version"`
	Files   []takeoverPath `json:"files"`
}

type takeoverVersion struct {
	Version     int              `json:"version"`
	Seller      string           `json:"seller"`
	State       DeliveryState    `json:"state"`
	Note        string           `json:"note,omitempty"`
	SubmittedAt time.Time        `json:"submitted_at"`
	Files       []takeoverPath   `json:"files"`
	Inspected   bool             `json:"inspected"`
	Passed      bool             `json:"passed"`
	Findings    []Finding        `json:"findings"`
	Reviews     []takeoverReview `json:"reviews"`
	Said        []takeoverSaid   `json:"comments"`
}

type takeoverSaid struct {
	ID      MessageID      `json:"id"`
	ReplyTo MessageID      `json:"reply_to,omitempty"`
	By      string         `json:"by"`
	At      time.Time      `json:"at"`
	Spot    Spot           `json:"spot"`
	Text    string         `json:"text"`
	Files   []takeoverPath `json:"attachments"`
}

type takeoverReview struct {
	Decision Decision  `json:"decision"`
	At       time.Time `json:"at"`
	Notes    []Note    `json:"notes"`
}

// name calls those who held the sub-gig before by their turn; somebody who held it twice keeps the first name.
func (w *takeoverWriter) name() {
	for _, a := range w.Assignments {
		if !a.Ended() {
			continue
		}
		if w.sellers[a.Seller] == "" {
			w.sellers[a.Seller] = fmt.Sprintf("earlier seller %d", len(w.sellers)+1)
		}
		w.record.Sellers = append(w.record.Sellers, takeoverSeller{w.sellers[a.Seller], a.From.UTC(), a.Until.UTC()})
	}
}

func (w *takeoverWriter) head() {
	w.record.Format, w.record.Version = "tutti-takeover-pack", 1
	p, g := &w.record.Project, &w.record.SubGig
	p.ID, p.Title, p.Brief, p.Due = w.Project.ID, w.Project.Title, w.Brief, w.Project.Due.UTC()
	g.ID, g.Key, g.Title, g.Role = w.SubGig.ID, w.SubGig.Key, w.SubGig.Title, w.SubGig.Role
	g.Brief, g.Spec, g.Revisions = BriefOf(w.SubGig, w.Pinned).Lines(), w.SubGig.Spec, w.SubGig.Terms.Revisions
	g.WorkSeconds, g.ReviewSeconds = int64(w.SubGig.Terms.WorkFor/time.Second), int64(w.SubGig.Terms.ReviewFor/time.Second)
}

// store adds a stored file below the folder.
func (w *takeoverWriter) store(folder string, f DeliveryFile) takeoverPath {
	at := w.taken.take(folder, f.Name)
	w.files = append(w.files, TakeoverFile{Path: at, Stored: &f})
	return takeoverPath{Path: at, DeliveryFile: f}
}

// storeShown adds what may be had of a version: its files, and previews of those that are in the vault.
func (w *takeoverWriter) storeShown(folder string, d Delivery) []takeoverPath {
	out := []takeoverPath{}
	for i, f := range d.Files {
		shown := w.Shown[d.ID]
		switch {
		case i >= len(shown) || shown[i].Vaulted && len(shown[i].Previews) == 0:
			out = append(out, takeoverPath{Vaulted: true, DeliveryFile: f})
		case shown[i].Vaulted:
			at := w.taken.take(folder, shown[i].PreviewName(0))
			w.files = append(w.files, TakeoverFile{Path: at, Stored: &f, Preview: shown[i].Previews[0]})
			out = append(out, takeoverPath{Path: at, Vaulted: true, DeliveryFile: f})
		default:
			out = append(out, w.store(folder, f))
		}
	}
	return out
}

func (w *takeoverWriter) storeAll(folder string, files []DeliveryFile) []takeoverPath {
	out := []takeoverPath{}
	for _, f := range files {
		out = append(out, w.store(folder, f))
	}
	return out
}

func (w *takeoverWriter) references() {
	w.record.References, w.record.Requirements = []takeoverReference{}, []takeoverRequirement{}
	for _, r := range w.References {
		entry := takeoverReference{Key: r.Key, Title: r.Title, Guide: r.Guide}
		if r.File != nil {
			at := w.store("references/"+r.Key, *r.File)
			entry.File = &at
		}
		w.record.References = append(w.record.References, entry)
	}
	for _, r := range w.Requirements {
		entry := takeoverRequirement{Key: r.Key, Title: r.Title, Kind: r.Kind}
		if i := slices.IndexFunc(w.Answers, func(a RequirementAnswer) bool { return a.Requirement == r.Key }); i >= 0 {
			entry.Answered, entry.Value = true, w.Answers[i].Value
			if f := w.Answers[i].File; f != nil {
				at := w.store("references/"+r.Key, *f)
				entry.File = &at
			}
		}
		w.record.Requirements = append(w.record.Requirements, entry)
	}
	if len(w.record.Requirements) > 0 {
		w.files = append(w.files, TakeoverFile{Path: "references/requirements.md", Text: w.answers()})
	}
}

func (w *takeoverWriter) upstream() {
	w.record.Upstream = []takeoverUpstream{}
	for _, u := range w.Upstream {
		files := w.storeAll("upstream/"+u.Key, u.Delivery.Files)
		w.record.Upstream = append(w.record.Upstream, takeoverUpstream{u.Key, u.Title, u.Role, u.Delivery.Version, files})
	}
}

// versions adds what was delivered by assignments that have ended.
func (w *takeoverWriter) versions() {
	w.record.Versions = []takeoverVersion{}
	for _, d := range w.Deliveries {
		if !w.isEarlier(d) {
			continue
		}
		folder := fmt.Sprintf("versions/v%d", d.Version)
		v := takeoverVersion{Version: d.Version, Seller: w.sellers[d.Seller], State: d.State, Note: d.Note, SubmittedAt: d.SubmittedAt.UTC(),
			Findings: []Finding{}, Reviews: []takeoverReview{}, Said: []takeoverSaid{}}
		about := w.taken.take(folder, "about.md")
		v.Files = w.storeShown(folder, d)
		if d.Inspection != nil {
			v.Inspected, v.Passed, v.Findings = true, d.Inspection.Passed, append(v.Findings, d.Inspection.Findings...)
		}
		for _, r := range w.Reviews {
			if r.Delivery == d.ID {
				v.Reviews = append(v.Reviews, takeoverReview{r.Decision, r.CreatedAt.UTC(), append([]Note{}, r.Notes...)})
			}
		}
		w.files = append(w.files, TakeoverFile{Path: about, Text: aboutVersion(v)})
		v.Said = append(v.Said, w.said(d, folder+"/comments")...)
		w.record.Versions = append(w.record.Versions, v)
	}
}

// said gives what was said about a version and is there still, with its files below the folder.
func (w *takeoverWriter) said(d Delivery, folder string) (all []takeoverSaid) {
	for _, m := range w.Messages {
		if m.Delivery == d.ID && m.Said() {
			all = append(all, takeoverSaid{ID: m.ID, ReplyTo: m.ReplyTo, By: w.speaker(m.Author.Person), At: m.CreatedAt.UTC(), Spot: m.Spot, Text: w.unnamed(m),
				Files: w.storeAll(folder, m.Files)})
		}
	}
	return all
}

// speaker is how somebody who said something is called here.
func (w *takeoverWriter) speaker(id PersonID) string {
	if name := w.sellers[id]; name != "" {
		return name
	}
	return "those who review"
}

// unnamed gives the text of a message without the handles of those whom it mentions.
func (w *takeoverWriter) unnamed(m Message) string {
	return WithMentions(m.Text, func(name string) (string, bool) {
		at := slices.IndexFunc(m.Mentions, func(x Mention) bool { return x.Name == name })
		if at < 0 {
			return "", false
		}
		return strings.ReplaceAll(w.speaker(m.Mentions[at].Person), " ", "-"), true
	})
}

// isEarlier reports whether the last assignment under which the delivery was made has ended.
func (w *takeoverWriter) isEarlier(d Delivery) bool {
	for _, a := range slices.Backward(w.Assignments) {
		if a.Covers(d.Seller, d.SubmittedAt) {
			return a.Ended()
		}
	}
	return false
}

func (w *takeoverWriter) json() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(w.record)
	return out.Bytes(), err
}
