package memory

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"tutti/project"
)

// Records is project.Records in memory: the reference that the SQL adapters are compared with, for fast tests.
// Make one with NewRecords.
type Records struct {
	mu             sync.Mutex
	fee            project.FeePolicy
	clearing       time.Duration
	people         map[project.PersonID]project.Person
	handles        map[string]project.PersonID
	tokens         map[project.TokenID]project.Token
	links          map[project.LinkID]project.Link
	sessions       map[project.SessionID]project.Session
	projects       map[project.ProjectID]*projectRows
	subGigs        map[project.SubGigID]*subGigRow
	offers         map[project.OfferID]project.OfferRecord
	proposals      map[project.ProposalID]project.ProposalRecord
	consents       map[project.ProposalID]project.PlanChange
	applied        map[project.SubGigID][]project.Application
	uploads        map[project.UploadID]project.Upload
	leaving        map[string]leavingFile // by hash
	errands        map[project.ErrandID]project.Errand
	deliveries     map[project.DeliveryID]project.Delivery
	inspections    map[project.DeliveryID]project.Inspection
	reviews        map[project.ReviewID]project.Review
	artifacts      map[project.ArtifactID]project.Artifact
	exports        map[project.ExportID]project.Export
	commands       map[commandKey]project.CommandRecord
	members        map[project.MemberID]project.Member
	said           said
	pinned         map[project.ProjectID][]project.PinnedAnswer // by version
	acknowledged   map[acknowledgedKey]int
	notes          map[project.NoteID]project.RoundNote
	profiles       map[project.PersonID]project.Profile
	kept           map[keepingKey]project.Keeping
	ratings        []project.Rating // in the order of their making
	rankings       map[project.RankingID]project.RankingRecord
	payouts        map[project.PayoutID]project.Payout
	destinations   map[wanted]project.Destination
	webhooks       map[project.WebhookID]*webhookRow
	letters        map[project.LetterID]project.LetterRecord
	letterKeys     map[string]bool
	notices        map[project.NoticeID]project.Notice
	auditLog       auditLog
	told           map[project.ProjectID]project.Untold
	choices        map[project.PersonID][]project.Choice
	calendars      map[project.PersonID]string
	browsers       map[project.PushID]project.PushSubscription
	pushes         map[pushKey]pushRow
	creditConsents map[consentKey]project.CreditConsent
	creditPages    map[project.ProjectID]project.CreditPage
	reels          map[project.PersonID][]project.Sample
	keys           map[string]string
}

var _ project.Records = (*Records)(nil)

// NewRecords gives empty records that book releases with the fee policy. What is released clears at once; see ClearAfter.
func NewRecords(fee project.FeePolicy) *Records {
	return &Records{
		fee: fee, people: map[project.PersonID]project.Person{}, handles: map[string]project.PersonID{}, tokens: map[project.TokenID]project.Token{},
		links: map[project.LinkID]project.Link{}, sessions: map[project.SessionID]project.Session{},
		projects: map[project.ProjectID]*projectRows{}, subGigs: map[project.SubGigID]*subGigRow{}, offers: map[project.OfferID]project.OfferRecord{},
		proposals: map[project.ProposalID]project.ProposalRecord{}, consents: map[project.ProposalID]project.PlanChange{}, applied: map[project.SubGigID][]project.Application{},
		uploads: map[project.UploadID]project.Upload{}, leaving: map[string]leavingFile{}, errands: map[project.ErrandID]project.Errand{}, deliveries: map[project.DeliveryID]project.Delivery{},
		inspections: map[project.DeliveryID]project.Inspection{}, reviews: map[project.ReviewID]project.Review{},
		artifacts: map[project.ArtifactID]project.Artifact{}, said: newSaid(),
		pinned: map[project.ProjectID][]project.PinnedAnswer{}, acknowledged: map[acknowledgedKey]int{}, notes: map[project.NoteID]project.RoundNote{}, exports: map[project.ExportID]project.Export{}, commands: map[commandKey]project.CommandRecord{},
		members:  map[project.MemberID]project.Member{},
		profiles: map[project.PersonID]project.Profile{}, kept: map[keepingKey]project.Keeping{},
		rankings: map[project.RankingID]project.RankingRecord{},
		payouts:  map[project.PayoutID]project.Payout{}, destinations: map[wanted]project.Destination{},
		webhooks: map[project.WebhookID]*webhookRow{},
		letters:  map[project.LetterID]project.LetterRecord{}, letterKeys: map[string]bool{}, notices: map[project.NoticeID]project.Notice{},
		told: map[project.ProjectID]project.Untold{}, choices: map[project.PersonID][]project.Choice{}, calendars: map[project.PersonID]string{}, browsers: map[project.PushID]project.PushSubscription{}, pushes: map[pushKey]pushRow{},
		creditConsents: map[consentKey]project.CreditConsent{}, creditPages: map[project.ProjectID]project.CreditPage{}, reels: map[project.PersonID][]project.Sample{}, keys: map[string]string{},
	}
}

// ClearAfter sets how long what is released waits until it can be paid out; call it before anything is booked.
func (r *Records) ClearAfter(clearing time.Duration) *Records {
	r.clearing = clearing
	return r
}

// enter takes the lock, unless the caller has given up: a database would say Unavailable then.
func (r *Records) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return project.Because(err, project.Unavailable, "the records do not answer just now; try again in a moment")
	}
	r.mu.Lock()
	return nil
}

// kept is a copy that shares nothing with v, as a row in a database would be.
func kept[T any](v T) T {
	var same T
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &same)
	}
	if err != nil {
		panic("memory records: a value of the domain is no JSON: " + err.Error()) // a defect of the domain, seen in tests
	}
	return same
}

func keptAll[T any](all []T) []T {
	copies := make([]T, 0, len(all))
	for _, v := range all {
		copies = append(copies, kept(v))
	}
	return copies
}

// stored is a time as a row keeps it: UTC, in microseconds.
func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func noRow(about string) error { return project.Errorf(project.NotFound, "there is no %s", about) }

// firstOf cuts a list to the limit; 0 or less asks for everything.
func firstOf[T any](all []T, limit int) []T {
	if limit > 0 && len(all) > limit {
		return all[:limit]
	}
	return all
}

func numberAfter(cursor string, first int64) (int64, error) {
	if cursor == "" {
		return first, nil
	}
	n, err := strconv.ParseInt(cursor, 10, 64)
	if err != nil {
		return 0, project.Errorf(project.Invalid, "the cursor of this list is a number; begin again without one")
	}
	return n, nil
}

// Ping always answers.
func (r *Records) Ping(ctx context.Context) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	r.mu.Unlock()
	return nil
}

// PutPerson records p once.
func (r *Records) PutPerson(ctx context.Context, p project.Person) (project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return project.Person{}, err
	}
	defer r.mu.Unlock()
	r.addPerson(p)
	there, ok := r.people[p.ID]
	if !ok {
		return project.Person{}, project.Errorf(project.Conflict, "the handle %q belongs to somebody else; choose another", p.Handle)
	}
	return kept(there), nil
}

// ChangePerson changes how somebody is called.
func (r *Records) ChangePerson(ctx context.Context, id project.PersonID, change project.PersonChange) (was, is project.Person, err error) {
	if err := r.enter(ctx); err != nil {
		return was, is, err
	}
	defer r.mu.Unlock()
	was, ok := r.people[id]
	if !ok || (project.Erasure{Was: was}).Done() {
		return project.Person{}, project.Person{}, noRow("person " + string(id))
	}
	is = was.With(change)
	r.people[id] = is
	return kept(was), kept(is), nil
}

// addPerson leaves a person out whose id or handle is there already.
func (r *Records) addPerson(p project.Person) {
	_, known := r.people[p.ID]
	_, named := r.handles[p.Handle]
	if known || named {
		return
	}
	p = kept(p)
	p.CreatedAt = stored(p.CreatedAt)
	r.people[p.ID], r.handles[p.Handle] = p, p.ID
}

// Person gives one person.
func (r *Records) Person(ctx context.Context, id project.PersonID) (project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return project.Person{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.people[id]
	if !ok {
		return p, noRow("person " + string(id))
	}
	return kept(p), nil
}

// PersonByHandle gives the person that plans name so.
func (r *Records) PersonByHandle(ctx context.Context, handle string) (project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return project.Person{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.people[r.handles[handle]]
	if !ok {
		return p, noRow("person with the handle " + handle)
	}
	return kept(p), nil
}

// PeopleByID gives those it knows.
func (r *Records) PeopleByID(ctx context.Context, ids []project.PersonID) (map[project.PersonID]project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	found := map[project.PersonID]project.Person{}
	for _, id := range ids {
		if p, ok := r.people[id]; ok {
			found[id] = kept(p)
		}
	}
	return found, nil
}

// PeopleByHandle gives those it knows.
func (r *Records) PeopleByHandle(ctx context.Context, handles []string) (map[string]project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	found := map[string]project.Person{}
	for _, handle := range handles {
		if p, ok := r.people[r.handles[handle]]; ok {
			found[handle] = kept(p)
		}
	}
	return found, nil
}

// People lists everybody by handle.
func (r *Records) People(ctx context.Context, afterHandle string, limit int) ([]project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Person
	for _, handle := range slices.Sorted(maps.Keys(r.handles)) {
		if handle > afterHandle {
			all = append(all, r.people[r.handles[handle]])
		}
	}
	return keptAll(firstOf(all, limit)), nil
}

// PutToken records t once.
func (r *Records) PutToken(ctx context.Context, t project.Token) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, there := r.tokens[t.ID]; there {
		return nil
	}
	for _, other := range r.tokens {
		if other.Hash == t.Hash {
			return project.Errorf(project.Conflict, "a token with the same secret is there already")
		}
	}
	if _, ok := r.people[t.Person]; !ok {
		return project.Errorf(project.NotFound, "the token %s refers to something that is not there", t.ID)
	}
	t.CreatedAt, t.SeenAt, t.ExpiresAt, t.RevokedAt = stored(t.CreatedAt), stored(t.SeenAt), stored(t.ExpiresAt), stored(t.RevokedAt)
	r.tokens[t.ID] = t
	return nil
}

// TokenByHash gives the token and its person.
func (r *Records) TokenByHash(ctx context.Context, hash string) (project.Token, project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return project.Token{}, project.Person{}, err
	}
	defer r.mu.Unlock()
	for _, t := range r.tokens {
		if t.Hash == hash {
			return t, kept(r.people[t.Person]), nil
		}
	}
	return project.Token{}, project.Person{}, noRow("token")
}

// RevokeToken ends the token; the first time counts.
func (r *Records) RevokeToken(ctx context.Context, id project.TokenID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	t, ok := r.tokens[id]
	if !ok {
		return noRow("token " + string(id))
	}
	if t.RevokedAt.IsZero() {
		t.RevokedAt = stored(at)
		r.tokens[id] = t
	}
	return nil
}

type commandKey struct {
	actor project.PersonID
	key   string
}

// BeginCommand records the command unless it is there, and gives the stored one.
func (r *Records) BeginCommand(ctx context.Context, c project.CommandRecord) (project.CommandRecord, error) {
	if err := r.enter(ctx); err != nil {
		return project.CommandRecord{}, err
	}
	defer r.mu.Unlock()
	key := commandKey{c.Actor, c.Key}
	if _, there := r.commands[key]; !there {
		c = kept(c)
		c.At = stored(c.At)
		r.commands[key] = c
	}
	there := kept(r.commands[key])
	there.Line = project.AuditLine{} // for the audit log alone
	return there, nil
}

// EndCommand keeps the answer; the first answer counts.
func (r *Records) EndCommand(ctx context.Context, c project.CommandRecord) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	key := commandKey{c.Actor, c.Key}
	there, ok := r.commands[key]
	if !ok {
		return noRow("command " + c.Key)
	}
	if there.Status == 0 {
		c = kept(c)
		there.Status, there.Answer, there.AnswerHdr, there.Line = c.Status, c.Answer, c.AnswerHdr, project.AuditLine{}
		r.commands[key] = there
		if c.Line.Operation != "" {
			r.auditLog.add(c.Line)
		}
	}
	return nil
}

// newestFirst sorts by an id that begins with its time.
func newestFirst[T any](all []T, id func(T) string) []T {
	slices.SortFunc(all, func(a, b T) int { return cmp.Compare(id(b), id(a)) })
	return all
}
