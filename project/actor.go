package project

import (
	"slices"
	"time"
)

// Role is what a person may be; a person may be several.
type Role string

// The roles of people.
const (
	RoleOperator Role = "operator"
	RoleBuyer    Role = "buyer"
	RoleProducer Role = "producer"
	RoleSeller   Role = "seller"
	RoleAuditor  Role = "auditor" // reads everything of every project and changes nothing
)

// Roles lists every role.
func Roles() []Role { return []Role{RoleOperator, RoleBuyer, RoleProducer, RoleSeller, RoleAuditor} }

// Person is somebody known to this instance.
type Person struct {
	ID        PersonID
	Handle    string // unique, as people are named in plans
	Name      string // credit name
	Country   string // ISO 3166-1 alpha-2
	Zone      string // IANA
	Email     string
	Roles     []Role
	CreatedAt time.Time

	Pronunciation string // how the name is said; empty when they do not say
	Language      string // of Languages, that they chose to be spoken to in; empty: see Reads
}

// Token lets a client act as a person. Only the hash of its secret is stored.
type Token struct {
	ID        TokenID
	Person    PersonID
	Hash      string // hex sha256 of the secret
	Name      string
	Scopes    []Scope // what it may be used for; everything its person may do when empty
	CreatedAt time.Time
	SeenAt    time.Time // when it was last used, to the minute; zero: never
	ExpiresAt time.Time // zero: does not expire
	RevokedAt time.Time // zero: holds
}

// Actor is who asks for something.
type Actor struct {
	ID     PersonID
	Roles  []Role
	Scopes []Scope // of the token they come with; empty: no bounds
}

// Is reports whether the actor has the role.
func (a Actor) Is(r Role) bool { return slices.Contains(a.Roles, r) }
