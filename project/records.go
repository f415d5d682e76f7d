package project

import (
	"context"
	"time"
)

// Records is the port to SQL: facts, lists and money. Every method is one statement or one transaction, returns
// *Error with code NotFound where there is no row, Conflict where a unique value is taken, Unavailable when the
// database cannot be reached, and may be called by any number of goroutines.
//
// The storage/storagetest suite is the contract; SQLite, PostgreSQL and the memory fake pass it alike.
type Records interface {
	PeopleRecords
	MemberRecords
	LinkRecords
	SessionRecords
	ProjectRecords
	WorkRecords
	ErrandRecords
	CastingRecords
	RequirementRecords
	EvidenceRecords
	MessageRecords
	BriefRecords
	RoundRecords
	CreditRecords
	ExportRecords
	ProcessRecords
	LedgerRecords
	PayoutRecords
	ReplanRecords
	CommandRecords
	AuditLogRecords
	RetentionRecords
	PersonRecords
	RosterRecords
	RankingRecords
	TrustRecords
	WebhookRecords
	LetterRecords
	NoticeRecords
	PushRecords

	// Ping reports whether the database answers.
	Ping(ctx context.Context) error
}

// PeopleRecords keeps people and their tokens.
type PeopleRecords interface {
	// PutPerson records p once; the same id again returns the stored row, another id with the same handle is a Conflict.
	PutPerson(ctx context.Context, p Person) (Person, error)
	Person(ctx context.Context, id PersonID) (Person, error)
	// ChangePerson changes how somebody is called, and gives them as they were and as they are. Who was erased is NotFound:
	// a pseudonym takes no name.
	ChangePerson(ctx context.Context, id PersonID, change PersonChange) (was, is Person, err error)
	PersonByHandle(ctx context.Context, handle string) (Person, error)
	// PeopleByID gives the people it knows among ids; order and absent ids are the caller's business.
	PeopleByID(ctx context.Context, ids []PersonID) (map[PersonID]Person, error)
	PeopleByHandle(ctx context.Context, handles []string) (map[string]Person, error)
	// PeopleByEmail gives those with the address, whatever the case of its letters, the oldest first. An empty address is
	// nobody's.
	PeopleByEmail(ctx context.Context, email string, limit int) ([]Person, error)
	// People lists everybody by handle after the cursor.
	People(ctx context.Context, afterHandle string, limit int) ([]Person, error)
	// PutToken records t once; the same id again changes nothing.
	PutToken(ctx context.Context, t Token) error
	// TokenByHash gives the token and its person. Expired and revoked tokens are given too; the caller judges.
	TokenByHash(ctx context.Context, hash string) (Token, Person, error)
	RevokeToken(ctx context.Context, id TokenID, at time.Time) error
	// Tokens lists a person's tokens that were not revoked and have not expired at the time, the newest first.
	Tokens(ctx context.Context, person PersonID, at time.Time) ([]Token, error)
	// SeenToken writes down that the token was used, unless that was done less than SeenEvery before.
	SeenToken(ctx context.Context, id TokenID, at time.Time) error
}

// NewProject is everything that is written down when a project is created.
type NewProject struct {
	Project    Project
	Plan       Plan
	SubGigs    []SubGigRecord // in the order of the plan, with their sections
	People     []Person       // to add to the roster; handles that exist keep their row, and the plan then means that person
	References []Reference
	At         time.Time
}

// SubGigRecord is a sub-gig as the records know it: the process state and what the plan says in words.
type SubGigRecord struct {
	SubGig
	Project    ProjectID
	Key        string
	Section    int
	Position   int // in the plan, from 0
	Title      string
	Role       string
	Brief      []string
	Spec       Spec
	Place      Place
	NeedsAll   []SubGigID // every upstream, also those that have ended
	References []string   // keys of the project's references
	UpdatedAt  time.Time
}

// Reference is material of the buyer in a project.
type Reference struct {
	Project ProjectID
	Key     string
	Title   string
	Guide   bool
	File    *DeliveryFile // nil until it was sent up
}

// Page asks for a part of a list, in its natural order. After is the cursor of the last row seen, empty at first.
// Limit 0 asks for everything, here and wherever a method takes a limit.
type Page struct {
	After string
	Limit int
}

// SubGigFilter narrows a list of sub-gigs; zero fields ask for nothing.
type SubGigFilter struct {
	State  SubGigState
	Seller PersonID
}

// OfferFilter narrows a list of offers; zero fields ask for nothing.
type OfferFilter struct {
	Seller  PersonID
	Project ProjectID
	SubGig  SubGigID
	State   OfferState
}

// OfferRecord is an offer with what the reader needs to judge it.
type OfferRecord struct {
	Offer
	Project ProjectID
	Note    string // free words given with a decline
}

// ProposalRecord is a proposal with the words of both sides.
type ProposalRecord struct {
	Proposal
	Project ProjectID
	Words   string
	Reply   string
}

// ProposalFilter narrows a list of proposals; zero fields ask for nothing.
type ProposalFilter struct {
	Project ProjectID
	SubGig  SubGigID
	Kind    ProposalKind
	State   ProposalState
}

// Application is a seller's answer to a call that the producer chooses from.
type Application struct {
	ID        ApplicationID
	Project   ProjectID
	SubGig    SubGigID
	Seller    PersonID
	Alias     int // among those to the sub-gig, from 1: what an audition shows instead of a name
	Words     string
	Files     []DeliveryFile // what an audition is judged by
	CreatedAt time.Time
}

// CastingRecords keeps what the two sides of a sub-gig ask of each other, calls and who applied to them.
type CastingRecords interface {
	// DraftProposal records p once, before the process has accepted it.
	DraftProposal(ctx context.Context, p ProposalRecord) error
	Proposal(ctx context.Context, id ProposalID) (ProposalRecord, error)
	// Proposals lists, newest first, drafts left out; the cursor is the proposal's id.
	Proposals(ctx context.Context, filter ProposalFilter, page Page) ([]ProposalRecord, error)
	// ReplyProposal keeps the words of who answers.
	ReplyProposal(ctx context.Context, id ProposalID, reply string) error
	// OpenCalls lists the sub-gigs of all projects whose call is open, oldest first; the cursor is the sub-gig's id.
	OpenCalls(ctx context.Context, page Page) ([]SubGigRecord, error)
	// PutApplication records a once for its sub-gig and seller, and gives it the next alias; again it returns the stored row.
	PutApplication(ctx context.Context, a Application) (Application, error)
	Application(ctx context.Context, id ApplicationID) (Application, error)
	// Applications lists those to a sub-gig in the order of their aliases.
	Applications(ctx context.Context, id SubGigID) ([]Application, error)
}

// ProjectRecords keeps projects, plans, sub-gigs and offers.
type ProjectRecords interface {
	// CreateProject writes the draft with its plan, sub-gigs, dependencies and people in one transaction. The same
	// project id again changes nothing.
	CreateProject(ctx context.Context, n NewProject) error
	Project(ctx context.Context, id ProjectID) (Project, error)
	// Projects lists, newest first, the projects that the actor has a part in; operators and auditors see all.
	// The cursor is the project's id.
	Projects(ctx context.Context, actor Actor, page Page) ([]Project, error)
	// IsMember reports whether the person has or had an offer in the project.
	IsMember(ctx context.Context, id ProjectID, person PersonID) (bool, error)
	Plan(ctx context.Context, id ProjectID) (Plan, error)
	// References lists the project's references by key.
	References(ctx context.Context, id ProjectID) ([]Reference, error)
	// PutReferenceFile attaches a stored file to a reference of a draft project and logs it.
	PutReferenceFile(ctx context.Context, id ProjectID, key string, file DeliveryFile, actor PersonID, at time.Time) error
	// SubGigs lists in the order of the plan; the cursor is the position as decimal digits.
	SubGigs(ctx context.Context, id ProjectID, filter SubGigFilter, page Page) ([]SubGigRecord, error)
	SubGig(ctx context.Context, id SubGigID) (SubGigRecord, error)
	// Outline gives every sub-gig in the order of the plan with its key, title, section, position and process state, and
	// nothing else: for what looks at thousands at once.
	Outline(ctx context.Context, id ProjectID) ([]SubGigRecord, error)
	SubGigsByID(ctx context.Context, ids []SubGigID) ([]SubGigRecord, error)
	// Offers lists, newest first; the cursor is the offer's id.
	Offers(ctx context.Context, filter OfferFilter, page Page) ([]OfferRecord, error)
	Offer(ctx context.Context, id OfferID) (OfferRecord, error)
	// NoteOffer keeps the seller's words beside an offer.
	NoteOffer(ctx context.Context, id OfferID, note string) error
	// Events lists the log after a sequence number, oldest first.
	Events(ctx context.Context, id ProjectID, after int64, limit int) ([]Event, error)
	// LastEvent gives the sequence number of the newest event, 0 when there is none.
	LastEvent(ctx context.Context, id ProjectID) (int64, error)
}

// WorkRecords keeps uploads, objects, deliveries, inspections, reviews and artifacts.
type WorkRecords interface {
	// PutUpload records u once; the same id again returns the stored row.
	PutUpload(ctx context.Context, u Upload) (Upload, error)
	Upload(ctx context.Context, id UploadID) (Upload, error)
	// OpenUpload finds the open or ready upload of the owner with the fingerprint for the same place, name and size.
	OpenUpload(ctx context.Context, like Upload) (Upload, error)
	// MoveUpload changes the state from one to another, with the hash once it is known; Conflict when it is in neither. With a hash
	// the bytes are claimed: they cannot be marked as leaving from then on. Unavailable while they are just being removed.
	MoveUpload(ctx context.Context, id UploadID, from, to UploadState, sha256 string, at time.Time) error
	// StaleUploads lists uploads under way, open or checking, that were untouched since the time.
	StaleUploads(ctx context.Context, before time.Time, limit int) ([]Upload, error)
	// DraftDelivery records a delivery with its files once, before the process has accepted it. Conflict, here and wherever
	// something comes to refer to files, when one of them is leaving.
	DraftDelivery(ctx context.Context, d Delivery) error
	// Deliveries lists the versions of a sub-gig, oldest first, drafts left out, inspections with them.
	Deliveries(ctx context.Context, id SubGigID) ([]Delivery, error)
	Delivery(ctx context.Context, id DeliveryID) (Delivery, error)
	// PutInspection records the judgement of a delivery once; the same delivery again replaces nothing.
	PutInspection(ctx context.Context, i Inspection, at time.Time) error
	// DraftReview records a review once, before the process has accepted it.
	DraftReview(ctx context.Context, r Review) error
	// Reviews lists the decided reviews of a sub-gig, oldest first.
	Reviews(ctx context.Context, id SubGigID) ([]Review, error)
	// Inputs gives every sub-gig of the project that is not cancelled as an assembly takes it, in the order of the plan. An
	// approved delivery that is being replaced is an input until another is approved.
	Inputs(ctx context.Context, id ProjectID) ([]Input, error)
	// PutArtifact records an artifact once by its kind and build; the same again returns the stored row.
	PutArtifact(ctx context.Context, a Artifact) (Artifact, error)
	Artifact(ctx context.Context, id ArtifactID) (Artifact, error)
	// Artifacts lists newest first; kind may be empty.
	Artifacts(ctx context.Context, id ProjectID, kind ArtifactKind, limit int) ([]Artifact, error)
}

// RequirementRecords keeps what buyers have supplied.
type RequirementRecords interface {
	// PutRequirementAnswer keeps the answer to a requirement of a project that is a draft or runs, and logs it. The same
	// answer again changes nothing. subGigs are the keys of those that work from it, none for all of the project: once one
	// of them has started, an answer that is there cannot be changed (Conflict). The caller has compared the answer with the
	// plan.
	PutRequirementAnswer(ctx context.Context, a RequirementAnswer, subGigs []string) error
	// RequirementAnswers lists the answers by the key of their requirement.
	RequirementAnswers(ctx context.Context, id ProjectID) ([]RequirementAnswer, error)
}

// EvidenceRecords gives what happened around one sub-gig.
type EvidenceRecords interface {
	// SubGigEvents lists the events of the project's log that name the sub-gig, oldest first.
	SubGigEvents(ctx context.Context, id SubGigID) ([]Event, error)
	// SubGigTransactions lists the transactions of the ledger that name the sub-gig, oldest first.
	SubGigTransactions(ctx context.Context, id SubGigID) ([]Transaction, error)
}

// CommitKey makes a commit happen once: Writer is the workflow (section number, or "project"), Epoch counts its
// continue-as-news, Seq its commits within an epoch.
type CommitKey struct {
	Project ProjectID `json:"project"`
	Writer  string    `json:"writer"`
	Epoch   int       `json:"epoch"`
	Seq     int       `json:"seq"`
}

// Commit is one step of the process, recorded whole or not at all.
type Commit struct {
	Key     CommitKey      `json:"key"`
	Changes []Change       `json:"changes,omitempty"`
	Project *ProjectChange `json:"project,omitempty"`
	At      time.Time      `json:"at"`
}

// ProjectChange is a step of the project itself.
type ProjectChange struct {
	State    ProjectState `json:"state"`
	Until    time.Time    `json:"until,omitzero"` // of a pause
	Final    ArtifactID   `json:"final,omitempty"`
	Log      []LogEvent   `json:"log,omitempty"`
	Postings []Posting    `json:"postings,omitempty"`
	// RefundReserve posts what is left of the funding and the reserve back to the buyer, once all other postings of the
	// commit are made.
	RefundReserve bool `json:"refund_reserve,omitempty"`
}

// Committed is what a commit found out.
type Committed struct {
	// Unblock names, by section, sub-gigs of other sections whose upstream has ended with this commit.
	Unblock []Unblocked `json:"unblock,omitempty"`
	// Outdate names, by section, sub-gigs of all sections whose upstream was approved and is reopened with this commit.
	Outdate []Unblocked `json:"outdate,omitempty"`
	// LastEvent is the project's newest event after the commit.
	LastEvent int64 `json:"last_event"`
	// Queued names offers that the commit opened to people who have no place free or are on leave. They stand as open
	// until a later commit queues them.
	Queued []OfferID `json:"queued,omitempty"`
	// Freed names queued offers, of any project, that can be made open: their seller has a place free for each since a
	// sub-gig of theirs ended or left them with this commit, or had one already when this commit queued the offer.
	// Oldest first.
	Freed []FreedOffer `json:"freed,omitempty"`
}

// Unblocked tells a section that an upstream of one of its sub-gigs has ended, or is reopened.
type Unblocked struct {
	Section  int      `json:"section"`
	SubGig   SubGigID `json:"sub_gig"`
	Upstream SubGigID `json:"upstream"`
	Reopened bool     `json:"reopened,omitempty"`
}

// Command is what the sub-gig is told.
func (u Unblocked) Command() Command {
	if u.Reopened {
		return Command{Kind: Outdate, Upstream: u.Upstream}
	}
	return Command{Kind: Unblock, Upstream: u.Upstream}
}

// ProcessRecords is what the workflows' activities ask of the records.
type ProcessRecords interface {
	// Commit records the step in one transaction: states, offers, deliveries, reviews, log, ledger. The same key again
	// records nothing and gives the same answer. A state older than the row's (epoch, seq) never overwrites it: the change is
	// left out with all its effects. A posting that would overdraw an account is a Conflict, one whose key is there with
	// other entries Internal, a delivery or review that was not drafted NotFound. A sub-gig that goes to somebody who
	// holds as many as they take is Limited, to somebody on leave a Conflict; commits of several projects that take places
	// of one person follow one another.
	Commit(ctx context.Context, c Commit) (Committed, error)
	// Section gives the process state of the section's sub-gigs, in the order of the plan.
	Section(ctx context.Context, id ProjectID, section int) (Section, error)
	// Sections gives the number of sections of the project.
	Sections(ctx context.Context, id ProjectID) (int, error)
}

// CommandRecord remembers an API command by its idempotency key.
type CommandRecord struct {
	Actor     PersonID
	Key       string
	Request   string // hex sha256 of method, path and body
	Seed      string // from which the ids of what it creates are made; the first caller's, for all repeats
	At        time.Time
	Status    int // 0 while running
	Answer    []byte
	AnswerHdr map[string]string
	Line      AuditLine // what the audit log will say of it; at its end with what it changed
}

// CommandRecords keeps the answers to commands, so that the same request has one effect and one answer.
type CommandRecords interface {
	// BeginCommand records the command unless one with the same actor and key is there, and gives the stored one.
	BeginCommand(ctx context.Context, c CommandRecord) (CommandRecord, error)
	// EndCommand keeps the answer, and in the same transaction appends Line to the audit log, unless it names no operation.
	// Once it has ended, it changes nothing.
	EndCommand(ctx context.Context, c CommandRecord) error
}
