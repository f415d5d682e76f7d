package wire

import (
	"time"

	"tutti/project"
)

// PersonRequest adds somebody to the roster.
type PersonRequest struct {
	Handle  string         `json:"handle" pattern:"^[a-z0-9][a-z0-9-]{0,62}$" doc:"short unique name, as ama-mensah"`
	Name    string         `json:"name" minLength:"1" maxLength:"200" doc:"credit name"`
	Country string         `json:"country,omitempty" pattern:"^([A-Z]{2})?$" doc:"ISO 3166-1 alpha-2, as GH"`
	Zone    string         `json:"zone,omitempty" maxLength:"60" doc:"IANA time zone, as Africa/Accra"`
	Email   string         `json:"email,omitempty" maxLength:"254"`
	Roles   []project.Role `json:"roles,omitempty" maxItems:"5" enum:"operator,buyer,producer,seller,auditor" doc:"seller when left out; only an operator makes operators, buyers and auditors"`
}

// Person is somebody known to this instance.
type Person struct {
	ID     project.PersonID `json:"id"`
	Handle string           `json:"handle"`
	Name   string           `json:"name"`

	Pronunciation string `json:"pronunciation,omitempty" doc:"how the name is said"`

	Country   string         `json:"country,omitempty"`
	Zone      string         `json:"zone,omitempty"`
	Email     string         `json:"email,omitempty"`
	Roles     []project.Role `json:"roles"`
	CreatedAt time.Time      `json:"created_at"`
}

// PersonList is a part of the roster, by handle.
type PersonList struct {
	Items []Person `json:"items"`
	Next  string   `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// PersonName is a person as others see them.
type PersonName struct {
	ID      project.PersonID `json:"id"`
	Handle  string           `json:"handle,omitempty"`
	Name    string           `json:"name,omitempty"`
	Country string           `json:"country,omitempty"`
	Zone    string           `json:"zone,omitempty" doc:"IANA time zone: what the clock says where they are"`
}

// Me is the person behind the token or the session.
type Me struct {
	Person
	TokenID   project.TokenID   `json:"token_id,omitempty" doc:"the token this request was made with"`
	SessionID project.SessionID `json:"session_id,omitempty" doc:"the session, when it was made with one"`
	Scopes    []project.Scope   `json:"scopes,omitempty" doc:"what the token may be used for; everything the person may do when left out"`
	Language  string            `json:"language,omitempty" doc:"that was chosen to be spoken to in"`
	Languages []string          `json:"languages,omitempty" doc:"BCP 47 tags, the best first: the chosen one, then those of the profile"`
}

// MeRequest changes how one is called and spoken to.
type MeRequest struct {
	Name          *string `json:"name,omitempty" minLength:"1" maxLength:"200" doc:"credit name"`
	Pronunciation *string `json:"pronunciation,omitempty" maxLength:"200" doc:"how the name is said; empty takes it away"`
	Language      *string `json:"language,omitempty" maxLength:"35" doc:"of pages and letters: en, de, es or ar; empty takes the choice back"`
}

// TokenRequest asks for an API token.
type TokenRequest struct {
	Name      string     `json:"name" minLength:"1" maxLength:"100" doc:"what the token is for"`
	ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"never when left out"`

	Scopes []project.Scope `json:"scopes,omitempty" maxItems:"5" enum:"read,deliver,review,manage,money" doc:"what it may be used for; everything the person may do when left out"`
}

// TokenList are the tokens of a person, the newest first.
type TokenList struct {
	Items []Token `json:"items"`
}

// Token is an API token. Its secret is in the answer that makes it and nowhere else.
type Token struct {
	ID        project.TokenID  `json:"id"`
	PersonID  project.PersonID `json:"person_id"`
	Name      string           `json:"name"`
	Token     string           `json:"token,omitempty" doc:"send it as Authorization: Bearer tut_...; it is shown this once"`
	Scopes    []project.Scope  `json:"scopes" doc:"everything the person may do when empty"`
	CreatedAt time.Time        `json:"created_at"`
	SeenAt    *time.Time       `json:"seen_at,omitempty" doc:"when it was last used, to the minute"`
	ExpiresAt *time.Time       `json:"expires_at,omitempty"`
}
