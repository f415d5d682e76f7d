package project

import (
	"context"
	"slices"
	"strings"
	"time"
)

// MemberID names a membership: mem_...
type MemberID string

// PrefixMember begins the ids of memberships.
const PrefixMember = "mem"

// MemberRole is what somebody is in a project besides its buyer, its producer and its sellers.
type MemberRole string

// The roles of members.
const (
	MemberViewer  MemberRole = "buyer_viewer"   // on the buyer's side: sees the whole, without the ledger; changes nothing
	MemberLead    MemberRole = "section_lead"   // reviews the deliveries of one section or of named roles; sees no prices
	MemberMentor  MemberRole = "mentor"         // sees all the work and comments; never approves, sees no prices
	MemberGuest   MemberRole = "guest_reviewer" // sees previews and the deliveries shown to them, comments; no money, only credit names
	MemberAuditor MemberRole = "auditor"        // reads everything, the money too; changes nothing
)

// MemberRoles lists every role of members.
func MemberRoles() []MemberRole {
	return []MemberRole{MemberViewer, MemberLead, MemberMentor, MemberGuest, MemberAuditor}
}

// GivenBy is the action of giving somebody the role, and of taking it away.
func (r MemberRole) GivenBy() Action {
	if r == MemberViewer || r == MemberAuditor {
		return ManageViewers
	}
	return ManageMembers
}

// Limits of a membership.
const (
	MaxReachRoles      = 50
	MaxReachDeliveries = 200
)

// Reach says how far a membership goes, for the roles that do not reach the whole project.
type Reach struct {
	Section    *int         `json:"section,omitempty"`      // of a section lead
	Roles      []string     `json:"roles,omitempty"`        // of a section lead: the roles that sub-gigs ask for
	Deliveries []DeliveryID `json:"delivery_ids,omitempty"` // that are shown to a guest reviewer
}

// Tidy writes roles as keys, and each part once, in order.
func (r Reach) Tidy() Reach {
	var roles []string
	for _, role := range r.Roles {
		roles = append(roles, RoleKey(role))
	}
	slices.Sort(roles)
	shown := slices.Clone(r.Deliveries)
	slices.Sort(shown)
	return Reach{Section: r.Section, Roles: slices.Compact(roles), Deliveries: slices.Compact(shown)}
}

// Same reports whether two tidy reaches go equally far.
func (r Reach) Same(as Reach) bool {
	section := r.Section == nil && as.Section == nil || r.Section != nil && as.Section != nil && *r.Section == *as.Section
	return section && slices.Equal(r.Roles, as.Roles) && slices.Equal(r.Deliveries, as.Deliveries)
}

// Check gives every fault of a reach for the role in a project of so many sections.
func (r Reach) Check(role MemberRole, sections int) error {
	e := &Error{Code: Invalid, Message: "nobody was made a member"}
	add := func(path, message string) { e.Fields = append(e.Fields, Field{Path: path, Message: message}) }
	led := r.Section != nil || len(r.Roles) > 0
	switch {
	case role == MemberLead && !led:
		add("section", "is missing: a section lead leads a section, or the sub-gigs of named roles")
	case role != MemberLead && led:
		add("section", "and roles are for section leads; everybody else reaches the whole project")
	case r.Section != nil && (*r.Section < 0 || *r.Section >= sections):
		add("section", "is none of this project; they are numbered from 0")
	}
	if len(r.Roles) > MaxReachRoles || slices.Contains(r.Roles, "") {
		add("roles", "names a role that is no word, or too many of them")
	}
	if role != MemberGuest && len(r.Deliveries) > 0 {
		add("delivery_ids", "is for guest reviewers; everybody else sees deliveries by their role")
	}
	if len(r.Deliveries) > MaxReachDeliveries {
		add("delivery_ids", "names too many deliveries")
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// Member is somebody who takes part in a project by a role that was given to them. It holds until it is ended.
type Member struct {
	ID      MemberID
	Project ProjectID
	Person  PersonID
	Role    MemberRole
	Reach   Reach
	AddedBy PersonID
	AddedAt time.Time
	EndedAt time.Time // zero while it holds
}

// Log is the line of the project's log that says what became of the membership.
func (m Member) Log(kind LogKind, actor PersonID, at time.Time) LogEvent {
	return LogEvent{Kind: kind, Actor: actor, Detail: m.detail(), At: at}
}

// detail names a membership in the log: its role, a slash and its person.
func (m Member) detail() string { return string(m.Role) + "/" + string(m.Person) }

// OfMember reports whether the line of the log is about a membership.
func (e LogEvent) OfMember() bool {
	return e.Kind == LogMemberAdded || e.Kind == LogMemberChanged || e.Kind == LogMemberRemoved
}

// OfMembershipOf reports whether the line of the log is about a membership of the person.
func (e LogEvent) OfMembershipOf(person PersonID) bool {
	_, who, _ := strings.Cut(e.Detail, "/")
	return e.OfMember() && who == string(person)
}

// ReachesSubGig reports whether the membership goes as far as the sub-gig.
func (m Member) ReachesSubGig(g SubGigRecord) bool {
	switch m.Role {
	case MemberLead:
		return m.Reach.Section != nil && *m.Reach.Section == g.Section || slices.Contains(m.Reach.Roles, RoleKey(g.Role))
	case MemberGuest:
		return false
	}
	return true
}

// ReachesDelivery reports whether the membership goes as far as a delivery of the sub-gig.
func (m Member) ReachesDelivery(g SubGigRecord, d DeliveryID) bool {
	return m.ReachesSubGig(g) || m.Role == MemberGuest && slices.Contains(m.Reach.Deliveries, d)
}

// RolesOf gives the roles of those memberships that reach; of all of them when reaches is nil.
func RolesOf(members []Member, reaches func(Member) bool) []MemberRole {
	var roles []MemberRole
	for _, m := range members {
		if reaches == nil || reaches(m) {
			roles = append(roles, m.Role)
		}
	}
	return roles
}

// MemberFilter narrows a list of memberships; zero fields ask for nothing.
type MemberFilter struct {
	Project ProjectID
	Person  PersonID
}

// MemberRecords keeps who takes part in projects by a role that was given to them.
type MemberRecords interface {
	// PutMember records m, with its line in the log. Somebody has a role of a project once at a time: while they have it, m
	// changes only how far it reaches. What changes nothing is not logged. Gives the stored row.
	PutMember(ctx context.Context, m Member) (Member, error)
	// EndMember ends a membership, with its line in the log. One that has ended stays as it is.
	EndMember(ctx context.Context, id MemberID, actor PersonID, at time.Time) error
	// Member gives one membership, also one that has ended.
	Member(ctx context.Context, id MemberID) (Member, error)
	// Members lists the memberships that hold, oldest first.
	Members(ctx context.Context, filter MemberFilter) ([]Member, error)
}
